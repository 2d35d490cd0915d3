package io.tenantry.identity.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.SettingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An organization has so many invitations mailed within an hour, and then waits: at first a second, never for ever. And an
 * address gets so many within a day; the others are not mailed.
 */
@TenantryTest
class InvitationThrottleTests {

    private static final int MAILS = 5;
    private static final int RECEIVED = 3;

    private final FailureStore store;
    private final OrganizationId organization = OrganizationId.create();
    private Instant now = Instant.parse("2030-03-01T09:30:00Z");

    InvitationThrottleTests(FailureStore store) {
        this.store = store;
    }

    @Test
    void fromSoManyOnEachOneDelaysTheNextTwiceAsLong() {
        mail(MAILS);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(1));
        assertThat(waited()).isEqualTo(Duration.ofSeconds(2));
        assertThat(waited()).isEqualTo(Duration.ofSeconds(4));
    }

    /** How long the next one waits; after that it is counted. */
    private Duration waited() {
        Duration wait = refused().retryAfter().orElseThrow();
        now = now.plus(wait).minusMillis(1);
        refused();
        now = now.plusMillis(1);
        mail(1);
        return wait;
    }

    @Test
    void instancesCountTogether() {
        for (int i = 0; i < MAILS; i++) {
            instance().count(organization, somebody()).block();
        }

        refused();
    }

    @Test
    void ofManyAtOnceNoMoreAreLetThrough() {
        InvitationThrottle throttle = instance();

        Flux<Integer> counted = Flux.range(0, 50)
                .flatMap(
                        i -> throttle.count(organization, somebody())
                                .thenReturn(i)
                                .onErrorResume(ProblemException.class, refusal -> Mono.empty()),
                        50);

        assertThat(counted.toStream()).hasSize(MAILS);
    }

    @Test
    void anotherOrganizationDoesNotWait() {
        mail(MAILS);

        instance().count(OrganizationId.create(), somebody()).block();
        refused();
    }

    @Test
    void afterAnHourAllIsAsBefore() {
        mail(MAILS);
        now = now.plus(Duration.ofHours(1));

        mail(MAILS);
        refused();
    }

    @Test
    void anAddressGetsSoManyFromAllOrganizationsTogether() {
        EmailAddress somebody = somebody();
        receive(somebody, RECEIVED);

        assertThat(mailable(somebody)).isFalse();
        assertThat(mailable(somebody())).isTrue();
        now = now.plus(Duration.ofDays(1)).minusMillis(1);
        assertThat(mailable(somebody)).isFalse();
        now = now.plusMillis(1);
        receive(somebody, RECEIVED);
        assertThat(mailable(somebody)).isFalse();
    }

    @Test
    void ofManyAtOnceAnAddressGetsNoMore() {
        EmailAddress somebody = somebody();
        InvitationThrottle throttle = instance();

        Flux<Boolean> mailable = Flux.range(0, 50).flatMap(i -> throttle.count(OrganizationId.create(), somebody), 50);

        assertThat(mailable.toStream()).hasSize(50).filteredOn(may -> may).hasSize(RECEIVED);
    }

    /** A mailbox has as many addresses as its owner likes (RFC 5233). */
    @Test
    void whatFollowsAPlusIsNoOtherAddress() {
        EmailAddress somebody = somebody();
        receive(somebody, RECEIVED - 1);
        receive(EmailAddress.of(somebody.value().replace("@", "+work+more@")), 1);

        assertThat(mailable(EmailAddress.of(somebody.value().replace("@", "+@"))))
                .isFalse();
        assertThat(mailable(somebody)).isFalse();
        receive(EmailAddress.of("+" + somebody), 1);
    }

    private void receive(EmailAddress recipient, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(mailable(recipient)).isTrue();
        }
    }

    private @Nullable Boolean mailable(EmailAddress recipient) {
        return instance().count(OrganizationId.create(), recipient).block();
    }

    @Test
    void aLimitIsTwoOrMore() {
        assertThatThrownBy(() -> new InvitationSettings(1, RECEIVED)).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> new InvitationSettings(MAILS, 1)).isInstanceOf(SettingException.class);
    }

    private static EmailAddress somebody() {
        return EmailAddress.of(Api.uniqueEmail());
    }

    private void mail(int times) {
        Flux.range(0, times)
                .concatMap(i -> instance().count(organization, somebody()))
                .blockLast();
    }

    private ProblemException refused() {
        Throwable refusal = Objects.requireNonNull(instance()
                .count(organization, somebody())
                .then(Mono.<Throwable>error(() -> new AssertionError("It was counted.")))
                .onErrorResume(ProblemException.class, Mono::just)
                .block());
        assertThat(((ProblemException) refusal).code()).isEqualTo(ErrorCode.RATE_LIMITED);
        return (ProblemException) refusal;
    }

    /** Another one each time: what it knows is in the database. */
    private InvitationThrottle instance() {
        return new InvitationThrottle(store, new InvitationSettings(MAILS, RECEIVED), Clock.fixed(now, ZoneOffset.UTC));
    }
}
