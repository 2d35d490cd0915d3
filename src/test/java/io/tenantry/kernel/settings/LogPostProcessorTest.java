package io.tenantry.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Design, "Settings": LOG_LEVEL, LOG_FORMAT, and DEBUG, which raises the log level and nothing else. */
class LogPostProcessorTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', INFO, INFO",
        "debug, '', INFO, DEBUG",
        "TRACE, '', INFO, TRACE",
        "WARN, '', WARN, WARN",
        "error, '', ERROR, ERROR",
        "'', true, INFO, DEBUG",
        "WARN, true, INFO, DEBUG",
        "trace, true, INFO, TRACE"
    })
    void librariesNeverLogBelowInfo(String level, String debug, String root, String own) {
        assertThat(settings("LOG_LEVEL", level, "DEBUG", debug))
                .containsEntry("logging.level.root", root)
                .containsEntry("logging.level.io.tenantry", own)
                .containsEntry("debug", "false");
    }

    @Test
    void theFormatIsTextOrJson() {
        assertThat(settings("LOG_FORMAT", "JSON")).containsKey("logging.structured.format.console");
        assertThat(settings("LOG_FORMAT", "text")).doesNotContainKey("logging.structured.format.console");
    }

    @ParameterizedTest
    @CsvSource({"LOG_LEVEL", "LOG_FORMAT", "DEBUG"})
    void anUnknownValueNamesTheVariable(String variable) {
        assertThatThrownBy(() -> settings(variable, "loud"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(variable + ": ");
    }

    private static Map<String, Object> settings(String... pairs) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.setProperty(pairs[i], pairs[i + 1]);
        }
        return LogPostProcessor.settings(environment);
    }
}
