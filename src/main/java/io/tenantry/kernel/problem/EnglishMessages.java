package io.tenantry.kernel.problem;

import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Validation messages in the language of all other messages, whatever the server's locale is, without expressions, and
 * loaded at the start, because the first one is needed on an event loop.
 */
final class EnglishMessages extends ParameterMessageInterpolator {

    private EnglishMessages() {
        super(Set.of(Locale.ENGLISH), Locale.ENGLISH, true);
    }

    @Override
    public String interpolate(String message, Context context, Locale locale) {
        return super.interpolate(message, context, Locale.ENGLISH);
    }

    @Configuration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        ValidationConfigurationCustomizer englishMessages() {
            return validation -> validation.messageInterpolator(new EnglishMessages());
        }
    }
}
