package io.tenantry.kernel.settings;

import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.github.cdimascio.dotenv.internal.DotenvParser;
import io.github.cdimascio.dotenv.internal.DotenvReader;
import io.tenantry.kernel.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code .env} file: {@code NAME=value} a line, comments after {@code #}, values with spaces or {@code #} in quotes. A
 * line may begin with {@code export}, and the file with a byte order mark, as editors and shells leave them. Of a name that is there
 * twice the last one counts.
 */
final class DotenvFile {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Path file;

    DotenvFile(Path file) {
        this.file = file;
    }

    /**
     * What the file sets; nothing when there is no file.
     *
     * @throws SettingException when it cannot be read or understood; names the line, and does not show it, because it may
     *     be a secret
     */
    Map<String, String> read() {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            for (DotenvEntry entry : parse(lines.get(i), i + 1)) {
                values.put(entry.getKey(), withoutSingleQuotes(entry.getValue()));
            }
        }
        return values;
    }

    private List<String> lines() {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.replaceAll(
                    line -> line.replaceFirst("^" + BYTE_ORDER_MARK, "").replaceFirst("^\\s*export\\s+", ""));
            return lines;
        } catch (IOException e) {
            throw new SettingException(file.getFileName().toString(), "The file is not readable text in UTF-8.");
        }
    }

    private List<DotenvEntry> parse(String line, int number) {
        try {
            return new DotenvParser(new OneLine(line), true, true).parse();
        } catch (DotenvException e) {
            throw new SettingException(file.getFileName().toString(), "Line " + number + " is not NAME=value.");
        }
    }

    /** The library removes double quotes only. */
    private static String withoutSingleQuotes(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Lets the library read one line, because it does not say in which one a mistake is. */
    private static final class OneLine extends DotenvReader {

        private final String line;

        OneLine(String line) {
            super("", "");
            this.line = line;
        }

        @Override
        public List<String> read() {
            return List.of(line);
        }
    }
}
