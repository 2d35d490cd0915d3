package io.tenantry.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.mongodb.ReadConcern;
import io.tenantry.tenancy.TenantSchema;
import io.tenantry.tenancy.TenantTemplate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Flux;

/** How announcements are read, which the embedded server, being alone, cannot show. */
class AnnouncementStoreTest {

    private final List<Query> queries = new ArrayList<>();
    private final AnnouncementStore store = new AnnouncementStore(template(), mock(TenantSchema.class));

    /** Else a number could be shown and given again, when another server becomes the primary. */
    @Test
    void whatIsListedIsWhatAMajorityHas() {
        store.list(0, 10).blockLast();
        store.listNext(0, 10).blockLast();

        assertThat(queries)
                .hasSize(2)
                .allSatisfy(query -> assertThat(query.getReadConcern()).isEqualTo(ReadConcern.MAJORITY));
    }

    private TenantTemplate template() {
        TenantTemplate template = mock(TenantTemplate.class);
        when(template.find(any(Query.class), eq(Announcement.class))).thenAnswer(call -> {
            queries.add(call.getArgument(0));
            return Flux.empty();
        });
        return template;
    }
}
