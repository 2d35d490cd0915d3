package io.tenantry.embedded;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** What a file contains after some of the writes to it. */
final class FileImage {

    private byte[] bytes = new byte[0];

    byte[] bytes() {
        return bytes;
    }

    void truncate(long length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length));
    }

    void write(long position, byte[] data, int count) {
        int start = Math.toIntExact(position);
        if (start + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, start + count);
        }
        System.arraycopy(data, 0, bytes, start, count);
    }

    /** A recorded change of the file. */
    interface Change {

        /** How many bytes it writes; 0 is a truncation. */
        int length();

        /** Makes it, or the first bytes of it. */
        void apply(FileImage image, int count);
    }

    static Change truncation(long length) {
        return change(0, (image, count) -> image.truncate(length));
    }

    static Change writing(long position, byte[] data) {
        return change(data.length, (image, count) -> image.write(position, data, count));
    }

    private static Change change(int length, ObjIntConsumer<FileImage> effect) {
        return new Change() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public void apply(FileImage image, int count) {
                effect.accept(image, count);
            }
        };
    }
}
