package io.tenantry.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is kept is read again when a change is about it, and for no other. */
class PeopleCacheTest {

    private static final OrganizationId ORGANIZATION = OrganizationId.create();
    private static final PeopleTopic PERSON = PeopleTopic.caller(UserId.create());
    private static final PeopleTopic ANOTHER = PeopleTopic.caller(UserId.create());
    private static final PeopleTopic ROLE = PeopleTopic.role("organizer");

    private final PeopleCache<Integer> cache = new PeopleCache<>(read -> List.of(PERSON, ROLE));
    private final List<Integer> latest = new ArrayList<>();
    private long changes;
    private int reads;

    @Test
    void isReadOnceWhileNothingChanges() {
        assertThat(get()).isEqualTo(1);
        assertThat(get()).isEqualTo(1);
    }

    @Test
    void isReadAgainAfterAChangeThatIsAboutIt() {
        get();
        change(ANOTHER);
        change(ROLE);
        change(ANOTHER);

        assertThat(get()).isEqualTo(2);
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void isNotReadAgainHoweverOftenOthersChange() {
        for (int time = 0; time < 1_000; time++) {
            change(ANOTHER);
            assertThat(get()).isEqualTo(1);
        }
    }

    @Test
    void isReadAgainOnceAfterMoreChangesThanTheOrganizationTells() {
        get();
        for (int time = 0; time < PeopleVersion.LATEST; time++) {
            change(ANOTHER);
        }
        assertThat(get()).isEqualTo(1);

        for (int time = 0; time <= PeopleVersion.LATEST; time++) {
            change(ANOTHER);
        }
        assertThat(get()).isEqualTo(2);
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void isReadAgainAfterAChangeOfWhichIsNotToldWhatItIsAbout() {
        get();
        changes++;
        latest.clear();

        assertThat(get()).isEqualTo(2);
    }

    @Test
    void isReadAgainForWhoeverStillHasTheOrganizationAsItWasBefore() {
        change(PERSON);
        get();

        assertThat(get(new PeopleVersion(0, List.of()))).isEqualTo(2);
    }

    @Test
    void isReadAgainAfterAChangeThatOneOfTwoRequestsHadNotSeen() {
        get();
        PeopleVersion before = version();
        change(ANOTHER);
        get();
        change(PERSON);
        get(before);

        assertThat(get()).isEqualTo(3);
    }

    @Test
    void whatIsGoneDoesNotComeBackForWhoeverHasTheOrganizationAsItWasBefore() {
        PeopleVersion before = version();
        get();
        change(PERSON);
        assertThat(cache.get("key", tenant(version()), Mono::empty).blockOptional())
                .isEmpty();

        assertThat(get(before)).isEqualTo(2);
    }

    @Test
    void isReadAgainWhenItIsForgotten() {
        get();
        cache.forget("key");

        assertThat(get()).isEqualTo(2);
    }

    private void change(PeopleTopic about) {
        changes++;
        latest.add(about.number());
        if (latest.size() > PeopleVersion.LATEST) {
            latest.remove(0);
        }
    }

    private PeopleVersion version() {
        return new PeopleVersion(changes, List.copyOf(latest));
    }

    private int get() {
        return get(version());
    }

    private int get(PeopleVersion people) {
        return Objects.requireNonNull(cache.get("key", tenant(people), () -> Mono.fromSupplier(() -> ++reads))
                .block());
    }

    private static Tenant tenant(PeopleVersion people) {
        return new Tenant(ORGANIZATION, "Acme", Placement.database("main", "org_acme"), Tenant.Access.OPEN, 1, people);
    }
}
