package io.tenantry.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of this module with names in double braces, whose values are escaped, and <code>{{> head}}</code> for what its head
 * has in common with other pages'. Loaded once, at the start.
 */
final class Template {

    private static final String HEAD = read("head.html").strip();

    private final String html;

    private Template(String html) {
        this.html = html;
    }

    static Template load(String file) {
        return new Template(read(file).replace("{{> head}}", HEAD));
    }

    private static String read(String file) {
        try {
            return new ClassPathResource(file, Template.class).getContentAsString(StandardCharsets.UTF_8);
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
