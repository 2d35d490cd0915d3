package io.tenantry.identity;

import io.tenantry.kernel.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** PEM (RFC 7468) in a setting: as text, where {@code \n} may stand for the end of a line, or as the path of a file. */
final class PemText {

    private static final String BEGIN = "-----BEGIN ";

    /** No bundle of keys is longer. What is, such as a device, is not read to its end. */
    private static final int MOST_BYTES = 256 * 1024;

    private PemText() {}

    /**
     * What it holds, in its order; at least one object.
     *
     * @throws InvalidValueException which never shows the value: it may be a key where a path should be
     */
    static List<PemObject> objects(String textOrPath) {
        List<PemObject> objects = parsed(text(textOrPath));
        if (objects.isEmpty()) {
            throw new InvalidValueException(
                    "There is no line -----BEGIN … in it. In a variable write the ends of lines as \\n, or name a file instead.");
        }
        return objects;
    }

    private static String text(String textOrPath) {
        return textOrPath.contains(BEGIN)
                ? textOrPath.replace("\\r", "").replace("\\n", "\n")
                : contents(textOrPath.strip());
    }

    private static String contents(String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            return new String(file.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException unreadable) {
            throw new InvalidValueException(
                    "It is neither PEM, which begins with -----BEGIN, nor the path of a file that this user may read.");
        }
    }

    private static List<PemObject> parsed(String text) {
        List<PemObject> objects = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject next = reader.readPemObject(); next != null; next = reader.readPemObject()) {
                objects.add(next);
            }
            return objects;
        } catch (IOException | RuntimeException damaged) {
            throw new InvalidValueException(
                    "The PEM is damaged or cut off. In a variable write the ends of lines as \\n, or name a file instead.");
        }
    }
}
