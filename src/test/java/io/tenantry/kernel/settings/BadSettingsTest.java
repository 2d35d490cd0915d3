package io.tenantry.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.kernel.web.HttpTestApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Design, "Settings": an unusable one fails the start, and the operator reads which one. */
@ExtendWith(OutputCaptureExtension.class)
class BadSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT=abc | PORT: ",
                "PORT=99999 | PORT: ",
                "CORS_ALLOW_CREDENTIALS=maybe | CORS_ALLOW_CREDENTIALS: ",
                "CORS_ORIGINS=acme.com | CORS_ORIGINS: 'acme.com' is not an origin",
                "TRUSTED_PROXIES=proxy.local | TRUSTED_PROXIES: 'proxy.local' is not a network"
            })
    void theVariableIsNamed(String setting, String message, CapturedOutput output) {
        String[] arguments = {"--" + setting};
        assertThatThrownBy(() -> SpringApplication.run(HttpTestApplication.class, arguments));
        assertThat(output).contains("APPLICATION FAILED TO START").contains(message);
    }
}
