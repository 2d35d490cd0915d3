package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.TenantryTest;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterTemplate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue: "{@code last_used_at} at most once a minute (master)", however many instances there are. */
@TenantryTest
class ApiKeyUsesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final MasterTemplate master;
    private final OrganizationId organization = new OrganizationId(new ObjectId());
    private final UserId key = UserId.create();

    ApiKeyUsesTests(MasterTemplate master) {
        this.master = master;
    }

    @AfterEach
    void forget() {
        instance(0).forgetAll(organization).block(PATIENCE);
    }

    /** One that remembers nothing, so many seconds after noon. */
    private ApiKeyUses instance(int seconds) {
        return new ApiKeyUses(master, Clock.fixed(NOON.plusSeconds(seconds), ZoneOffset.UTC));
    }

    private Map<UserId, Instant> usedAt(int seconds) {
        instance(seconds).note(organization, key).block(PATIENCE);
        return instance(0).lastUses(List.of(key)).blockOptional(PATIENCE).orElseThrow();
    }

    @Test
    void aUseIsWrittenOnceAMinuteByAllInstancesTogether() {
        assertThat(usedAt(0)).containsExactly(Map.entry(key, NOON));
        assertThat(usedAt(30)).containsExactly(Map.entry(key, NOON));
        assertThat(usedAt(59)).containsExactly(Map.entry(key, NOON));
        assertThat(usedAt(60)).containsExactly(Map.entry(key, NOON.plusSeconds(60)));
        assertThat(usedAt(119)).containsExactly(Map.entry(key, NOON.plusSeconds(60)));
    }

    /** An instance whose clock is behind, or which stood still. */
    @Test
    void aLateUseSetsNothingBack() {
        assertThat(usedAt(300)).containsExactly(Map.entry(key, NOON.plusSeconds(300)));
        assertThat(usedAt(0)).containsExactly(Map.entry(key, NOON.plusSeconds(300)));
    }
}
