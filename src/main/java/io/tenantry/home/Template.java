package io.tenantry.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** A page of this module with names in double braces, whose values are escaped. Loaded once, at the start. */
final class Template {

    private final String html;

    private Template(String html) {
        this.html = html;
    }

    static Template load(String file) {
        try {
            return new Template(new ClassPathResource(file, Template.class).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String with(Map<String, String> values) {
        String page = html;
        for (Map.Entry<String, String> value : values.entrySet()) {
            page = page.replace("{{" + value.getKey() + "}}", HtmlUtils.htmlEscape(value.getValue()));
        }
        return page;
    }
}
