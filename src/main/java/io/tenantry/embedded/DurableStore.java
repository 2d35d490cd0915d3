package io.tenantry.embedded;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The file of the embedded database: H2's MVStore, told to write only when it is asked to.
 *
 * <p>A commit hands its pages to the operating system and does not wait for the disk: it survives the death of the
 * process ({@code kill -9}, out of memory), not the death of the machine.
 */
final class DurableStore implements AutoCloseable {

    private static final int CACHE_MEGABYTES = 16;

    /** A change of this size is written before it is complete, document by document, to keep the heap small. */
    private static final int UNSAVED_BYTES = 16 * 1024 * 1024;

    /*
     * Every commit leaves the pages that it replaced as holes in older chunks, and a chunk's space is free only when
     * nothing in it lives. So now and then the emptiest chunks are rewritten. Measured with single updates spread over
     * 10,000 documents (3.5 MB): the file settles at 11 MB, at 38 MB without; a thousand organizations of three
     * collections take 9 MB, 79 MB without. A rewrite takes up to 10 ms of CPU, a commit else 70 µs (median).
     */
    private static final int COMMITS_BETWEEN_REWRITES = 128;

    private static final int REWRITE_BELOW_FILL_PERCENT = 50;
    private static final int REWRITE_BYTES = 1024 * 1024;

    private final MVStore maps;
    private final @Nullable LateReuseFile space;
    private final GroupCommit commits;
    private int commitsSinceRewrite;

    private DurableStore(MVStore maps, @Nullable LateReuseFile space) {
        this.maps = maps;
        this.space = space;
        this.commits = new GroupCommit(this::commit);
    }

    /** @throws EmbeddedDatabaseException if the file is no database, or a damaged one, which is left as it is */
    static DurableStore open(Path file) {
        try {
            LateReuseFile space = LateReuseFile.open(file, CACHE_MEGABYTES);
            MVStore maps = new MVStore.Builder()
                    .adoptFileStore(space)
                    .autoCommitDisabled()
                    // Disabling leaves the other trigger: a full buffer, which would commit in the midst of a change.
                    .autoCommitBufferSize(0)
                    .open();
            refuseOlderThanItsHeader(maps);
            // Space of dead chunks is free soon: nothing here waits for the disk, so nothing need outlast it.
            maps.setRetentionTime(0);
            return new DurableStore(maps, space);
        } catch (MVStoreException e) {
            throw new EmbeddedDatabaseException(
                    ("The database file %s cannot be read. Restore a copy of it, or move it away to start with an empty"
                                    + " database.")
                            .formatted(file),
                    e);
        }
    }

    /** MVStore opens what it can make sense of: a file that was cut off as an older one, or as an empty one. */
    private static void refuseOlderThanItsHeader(MVStore maps) {
        long version = maps.getFileStore().lastChunkVersion();
        long written = DataUtils.readHexLong(maps.getStoreHeader(), "version", 0);
        if (version < written) {
            maps.closeImmediately();
            throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT, "Version {0} is lost, the newest is {1}", written, version);
        }
    }

    static DurableStore inMemory() {
        return new DurableStore(MVStore.open(null), null);
    }

    MVStore maps() {
        return maps;
    }

    /** See {@link GroupCommit#change}. */
    <T> T change(Supplier<T> change) {
        return commits.change(change);
    }

    /** See {@link GroupCommit#define}. */
    <T> T define(Supplier<T> definition) {
        return commits.define(definition);
    }

    /** See {@link GroupCommit#undisturbed}. */
    <T> T undisturbed(Supplier<T> reading) {
        return commits.undisturbed(reading);
    }

    /** See {@link GroupCommit#pause}. */
    void pause() {
        commits.pause(maps.isPersistent() && maps.getUnsavedMemory() > UNSAVED_BYTES);
    }

    boolean isDefining() {
        return commits.isDefining();
    }

    /** Keeps the pages that a reader may still walk over from being overwritten by commits beside it. */
    <T> T read(Supplier<T> reading) {
        MVStore.TxCounter version = maps.registerVersionUsage();
        try {
            return reading.get();
        } finally {
            maps.deregisterVersionUsage(version);
        }
    }

    /**
     * Writes something, and takes it away again.
     *
     * @throws MVStoreException if it cannot, and then the store is of no more use
     */
    void requireWritable() {
        MVMap<String, String> trial = maps.openMap("trial");
        trial.put("written", "");
        commit();
        maps.removeMap(trial);
        commit();
    }

    /** Whether it is of no more use: it closes itself when it cannot write. */
    boolean isClosed() {
        return maps.isClosed();
    }

    /** Closes the file as it is, without a word to it. */
    void abandon() {
        maps.closeImmediately();
    }

    @Override
    public void close() {
        commits.undisturbed(() -> {
            maps.close();
            return true;
        });
    }

    /** Called with nobody else in the store. */
    private void commit() {
        if (space != null) {
            space.beforeCommit();
            rewriteSometimes();
            // MVStore writes its header every 20 versions only and finds the rest by a chain of chunks, which a commit
            // into reused space may cut before it has written the header; a kill in between would then lose up to 20
            // commits. The mark of a clean stop, which must not stay, makes it write the header with every commit.
            maps.getStoreHeader().put("clean", 1);
        }
        maps.commit();
        if (maps.isClosed()) {
            // Of a closed store the commit does nothing, and says nothing.
            throw DataUtils.newMVStoreException(DataUtils.ERROR_CLOSED, "It was closed before this could be written");
        }
    }

    private void rewriteSometimes() {
        commitsSinceRewrite++;
        if (commitsSinceRewrite == COMMITS_BETWEEN_REWRITES) {
            commitsSinceRewrite = 0;
            maps.compact(REWRITE_BELOW_FILL_PERCENT, REWRITE_BYTES);
        }
    }
}
