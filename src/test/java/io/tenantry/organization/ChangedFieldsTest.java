package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.annotation.Id;
import org.springframework.data.mapping.model.SnakeCaseFieldNamingStrategy;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

class ChangedFieldsTest {

    private static final Work WORK = new Work("w", 1, "draft", List.of("a", "b"), new Part(7, "first"), 3);

    private final MappingMongoConverter converter = converter();

    @Test
    void onlyWhatDiffersIsWritten() {
        ChangedFields changed = between(WORK, new Work("w", 2, "final", List.of("a", "b"), new Part(7, "first"), 3));

        assertThat(changed.update())
                .isEqualTo(new Document("$set", new Document("version", 2L).append("work_title", "final")));
    }

    @Test
    void aPartThatDiffersIsWrittenWhole() {
        ChangedFields changed = between(WORK, new Work("w", 2, "draft", List.of("a"), new Part(7, "second"), 3));

        assertThat(changed.set())
                .isEqualTo(new Document("version", 2L)
                        .append("words", List.of("a"))
                        .append("part", new Document("_id", 7).append("label", "second")));
        assertThat(changed.unset()).isEmpty();
    }

    @Test
    void whatIsGoneIsTakenAway() {
        ChangedFields changed = between(WORK, new Work("w", 2, null, List.of("a", "b"), null, 3));

        assertThat(changed.update())
                .isEqualTo(new Document("$set", new Document("version", 2L))
                        .append("$unset", new Document("work_title", "").append("part", "")));
    }

    @Test
    void whatIsCountedBesideIsLeftAlone() {
        ChangedFields changed = between(WORK, new Work("w", 2, "draft", List.of("a", "b"), new Part(7, "first"), 4));

        assertThat(changed.set()).isEqualTo(new Document("version", 2L));
    }

    private ChangedFields between(Work before, Work after) {
        return ChangedFields.between(before, after, converter, Set.of("counted"));
    }

    private static MappingMongoConverter converter() {
        MongoMappingContext context = new MongoMappingContext();
        context.setFieldNamingStrategy(new SnakeCaseFieldNamingStrategy());
        return new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
    }

    private record Work(
            @Id String id,
            long version,
            @Nullable String workTitle,
            List<String> words,
            @Nullable Part part,
            int counted) {}

    private record Part(int id, String label) {}
}
