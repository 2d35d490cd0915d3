package io.tenantry.embedded;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.SingleFileStore;

/**
 * A file whose space is used again only when no version that could still be the newest one after a crash knows of what lay
 * there.
 *
 * <p>MVStore frees the space of a dead chunk in the commit that also strikes the chunk from its list, and may put that same
 * commit there. The version before it, which a crash in the midst of the commit leaves as the newest, still lists the chunk; its
 * check on opening then finds it overwritten and falls back to an older version, which is to lose what was acknowledged
 * since. So a space waits for {@value #COMMITS} further commits.
 */
final class LateReuseFile extends SingleFileStore {

    private static final int COMMITS = 2;

    private final Deque<List<Space>> freed = new ArrayDeque<>();

    private LateReuseFile(Map<String, Object> config) {
        super(config);
        freed.add(new ArrayList<>());
    }

    /** Opens a file, or makes one, and locks it. */
    static LateReuseFile open(Path file, int cacheMegabytes) {
        LateReuseFile store = new LateReuseFile(Map.of("cacheSize", cacheMegabytes));
        store.open(file.toString(), false, null);
        return store;
    }

    /** Where a chunk lay, in blocks of the file's bytes. */
    private record Space(long position, int length) {}

    @Override
    protected void free(long position, int length) {
        synchronized (freed) {
            freed.getLast().add(new Space(position, length));
        }
    }

    /** To be told before each commit. */
    void beforeCommit() {
        synchronized (freed) {
            if (freed.size() > COMMITS) {
                freed.removeFirst().forEach(space -> super.free(space.position(), space.length()));
            }
            freed.addLast(new ArrayList<>());
        }
    }
}
