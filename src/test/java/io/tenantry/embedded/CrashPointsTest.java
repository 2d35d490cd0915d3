package io.tenantry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.h2.store.fs.Recorder;
import org.h2.store.fs.rec.FilePathRec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An acknowledged commit survives a kill wherever it comes. A process that is killed leaves a prefix of its writes, the
 * last perhaps cut at a page; here each such prefix of a few hundred commits is made into a file and opened.
 */
class CrashPointsTest {

    private static final int ROUNDS = 2;
    private static final int KEYS = 25;
    private static final int OPERATING_SYSTEM_PAGE = 4096;

    @TempDir
    Path directory;

    private final List<FileImage.Change> changes = new ArrayList<>();
    private final List<Map<Integer, String>> states = new ArrayList<>();

    /** How many writes there had been when each commit was acknowledged. */
    private final List<Integer> acknowledged = new ArrayList<>();

    @BeforeEach
    void recordCommits() {
        FilePathRec.register();
        FilePathRec.setRecorder((operation, name, data, position) -> {
            if (operation == Recorder.WRITE) {
                changes.add(FileImage.writing(position, data));
            } else if (operation == Recorder.TRUNCATE) {
                changes.add(FileImage.truncation(position));
            }
        });
        try (DurableStore store = DurableStore.open(Path.of("rec:" + directory.resolve("recorded.db")))) {
            change(store);
        }
    }

    /**
     * Growth, then large holes that small commits fill one after the other. It is what makes MVStore forget commits when
     * its header is not written with each.
     */
    private void change(DurableStore store) {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            for (int key = 0; key < KEYS; key++) {
                commit(store, key, round + "large" + key + "x".repeat(random.nextInt(6000)));
            }
            for (int key = 0; key < KEYS - 1; key++) {
                commit(store, key, round + "small" + key);
            }
            for (int i = 0; i < 2 * KEYS; i++) {
                commit(store, 0, round + "again" + i + "x".repeat(50));
            }
        }
    }

    private void commit(DurableStore store, int key, String value) {
        store.change(() -> put(store, key, value));
        Map<Integer, String> state = states.isEmpty() ? new HashMap<>() : new HashMap<>(states.get(states.size() - 1));
        state.put(key, value);
        states.add(state);
        acknowledged.add(changes.size());
    }

    /** As a document and its index entry are. */
    private static boolean put(DurableStore store, int key, String value) {
        Object before = store.maps().openMap("documents").put(key, value);
        if (before != null) {
            store.maps().openMap("index").remove(before);
        }
        return store.maps().openMap("index").put(value, key) == null;
    }

    @Test
    void everyPrefixOfTheWritesHoldsWhatWasAcknowledged() throws IOException {
        FileImage image = new FileImage();
        for (int done = 0; done < acknowledged.get(acknowledged.size() - 1); done++) {
            FileImage.Change next = changes.get(done);
            verify(image, done);
            for (int cut = OPERATING_SYSTEM_PAGE; cut < next.length(); cut += OPERATING_SYSTEM_PAGE) {
                next.apply(image, cut);
                verify(image, done);
            }
            next.apply(image, next.length());
        }
    }

    private void verify(FileImage image, int done) throws IOException {
        long commits =
                acknowledged.stream().filter(writesThen -> writesThen <= done).count();
        if (commits == 0) {
            return;
        }
        Path file = directory.resolve("killed.db");
        Files.write(file, image.bytes());
        try (DurableStore store = DurableStore.open(file)) {
            Map<Integer, String> found = new HashMap<>(store.maps().openMap("documents"));
            assertThat(found)
                    .as("after write %d of commit %d", done, commits)
                    .isIn(Arrays.asList(
                            states.get((int) commits - 1), states.get(Math.min((int) commits, states.size() - 1))));
            Map<String, Integer> inverse = new HashMap<>();
            found.forEach((key, value) -> inverse.put(value, key));
            assertThat(new HashMap<>(store.maps().<String, Integer>openMap("index")))
                    .isEqualTo(inverse);
        }
    }
}
