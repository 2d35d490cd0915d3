package io.tenantry.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one running instance owns. It is created when missing, with permissions for its owner only, because
 * generated keys live in it too. Ownership is a lock of the operating system on {@code tenantry.lock}, which ends with
 * the process however that ends; the file itself stays, since removing it would let two processes lock two files.
 */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * @throws DataDirectoryInUseException if another instance owns it
     * @throws EmbeddedDatabaseException if it cannot be created or written
     */
    static DataDirectory acquire(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            createDirectory(path);
            return new DataDirectory(path, lock(path));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The database file; an empty one is made first, so that its permissions are the owner's from the beginning. */
    Path databaseFile() {
        Path file = path.resolve("tenantry.db");
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, ownerOnly(path, "rw-------"));
            }
            return file;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("The data directory %s could not be released.".formatted(path), e);
        }
    }

    private static void createDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, ownerOnly(path, "rwx------"));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve("tenantry.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DataDirectoryInUseException(path);
        }
        return channel;
    }

    /** The lock is the process's, so a second instance in this one learns of the first by the exception. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static EmbeddedDatabaseException unusable(Path path, IOException e) {
        return new EmbeddedDatabaseException(
                "The data directory %s cannot be used: %s. Choose another DATA_DIR.".formatted(path, reason(e)), e);
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is a file, not a directory";
        }
        if (e instanceof AccessDeniedException denied) {
            return "the user '%s' may not write %s".formatted(System.getProperty("user.name"), denied.getFile());
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " cannot be made";
        }
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : String.valueOf(e.getMessage());
    }
}
