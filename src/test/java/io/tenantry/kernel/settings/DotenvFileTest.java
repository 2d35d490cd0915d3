package io.tenantry.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.SettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Design, "Settings": a .env file in the working folder is read; the environment wins. */
class DotenvFileTest {

    @TempDir
    private Path folder;

    @Test
    void quotesCommentsExportAndAByteOrderMarkAreUnderstood() throws IOException {
        write("""
                \ufeffPORT=8001\r
                # a comment = nothing

                export APP_NAME="My Service" # the name
                  SECRET_KEY = 'a#b$c"d'\s\s
                MONGODB_URL=mongodb://u:p@host/?a=b&c=d
                EMPTY=
                PORT=8002
                """);
        assertThat(new DotenvFile(folder.resolve(".env")).read())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PORT", "8002",
                        "APP_NAME", "My Service",
                        "SECRET_KEY", "a#b$c\"d",
                        "MONGODB_URL", "mongodb://u:p@host/?a=b&c=d",
                        "EMPTY", ""));
    }

    @Test
    void noFileSetsNothing() {
        assertThat(new DotenvFile(folder.resolve(".env")).read()).isEmpty();
    }

    @Test
    void aMalformedLineIsNamedByItsNumberAndNotShown() throws IOException {
        write("PORT=1\nSECRET_KEY hunter2\n");
        assertThatThrownBy(() -> new DotenvFile(folder.resolve(".env")).read())
                .isInstanceOf(SettingException.class)
                .hasMessage(".env: Line 2 is not NAME=value.");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve(".env"), new byte[] {'A', '=', (byte) 0xff});
        assertThatThrownBy(() -> new DotenvFile(folder.resolve(".env")).read()).hasMessageContaining("UTF-8");
    }

    @Test
    void theEnvironmentWins() throws IOException {
        write("PORT=1\nAPP_NAME=from file\n");
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of("PORT", "2")));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of(DotenvPostProcessor.FOLDER, folder.toString())));
        new DotenvPostProcessor().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("PORT")).isEqualTo("2");
        assertThat(environment.getProperty("APP_NAME")).isEqualTo("from file");
    }

    private void write(String text) throws IOException {
        Files.write(folder.resolve(".env"), text.getBytes(StandardCharsets.UTF_8));
    }
}
