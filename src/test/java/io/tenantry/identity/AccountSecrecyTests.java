package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

/** Contract, {@code POST /admin/login}: "401 with the same body and time for an unknown email and a wrong password". */
@TenantryTest
@TestPropertySource(properties = "tenantry.sign-in.account-failures=1000000")
class AccountSecrecyTests {

    private static final int WARM_UP = 5;
    private static final int SAMPLES = 21;
    private static final int ATTEMPTS = 10;

    /** Another program may take a core for as long as a measurement lasts; a leak would show in all of them together. */
    private static final double TOLERANCE = 0.10;

    private final Api api;

    AccountSecrecyTests(Api api) {
        this.api = api;
    }

    @Test
    void anUnknownAddressAndAWrongPasswordGetTheSameAnswer() {
        Api.Account account = api.organization("Secretive");
        String member = Api.uniqueEmail();
        api.createUser(account, member, "member").expectStatus().isCreated();

        String superuser = Api.uniqueEmail();
        api.register(api.superuser(), superuser, Api.PASSWORD).expectStatus().isCreated();

        Answer wrongPassword = login(account.email(), "not the password");
        List<Answer> others = List.of(
                login(Api.uniqueEmail(), "not the password"),
                login(Api.uniqueEmail(), Api.PASSWORD),
                login(member, "not the password"),
                login(superuser, "not the password"),
                // The right password of somebody who is no admin.
                login(member, Api.PASSWORD));

        assertThat(wrongPassword).matches(answer -> answer.is(ErrorCode.INVALID_CREDENTIALS));
        assertThat(others).allSatisfy(other -> {
            assertThat(other.withoutRequestId()).isEqualTo(wrongPassword.withoutRequestId());
            assertThat(names(other)).isEqualTo(names(wrongPassword));
            assertThat(other.headers().getContentLength())
                    .isEqualTo(wrongPassword.headers().getContentLength());
        });
    }

    private static Set<String> names(Answer answer) {
        return new TreeSet<>(answer.headers().headerNames());
    }

    @Test
    void anUnknownAddressTakesAsLongAsAWrongPassword() {
        requireSameTime(api.organization("Timed").email(), Api.uniqueEmail());
    }

    /** Anybody can add an address to an organization of their own, and so learn a password of it. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void howManyAccountsAnAddressHasDoesNotShowInTheTime(int accounts) {
        requireSameTime(addressWith(1), addressWith(accounts));
    }

    private String addressWith(int accounts) {
        String email = Api.uniqueEmail();
        for (int i = 0; i < accounts; i++) {
            api.createUser(api.organization("One Of Several"), email, "member")
                    .expectStatus()
                    .isCreated();
        }
        return email;
    }

    private void requireSameTime(String one, String other) {
        Durations ofOne = new Durations(one);
        Durations ofOther = new Durations(other);
        measure(ofOne, ofOther, WARM_UP);
        ofOne.clear();
        ofOther.clear();

        double ratio = 0;
        for (int attempt = 0; attempt < ATTEMPTS && Math.abs(ratio - 1) > TOLERANCE; attempt++) {
            measure(ofOne, ofOther, SAMPLES);
            ratio = ofOther.median() / ofOne.median();
        }

        assertThat(ratio).isCloseTo(1, within(TOLERANCE));
    }

    /** In turns, so that what disturbs one disturbs the other. */
    private void measure(Durations one, Durations other, int samples) {
        for (int i = 0; i < samples; i++) {
            one.add(nanos(one.email()));
            other.add(nanos(other.email()));
        }
    }

    /** How long the refusals of an address took, all of them: on a busy machine the median of a few is as good as any. */
    private record Durations(String email, List<Long> nanos) {

        Durations(String email) {
            this(email, new ArrayList<>());
        }

        void add(long duration) {
            nanos.add(duration);
        }

        void clear() {
            nanos.clear();
        }

        double median() {
            return nanos.stream().sorted().toList().get(nanos.size() / 2);
        }
    }

    private long nanos(String email) {
        long start = System.nanoTime();
        assertThat(login(email, "not the password").status()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private Answer login(String email, String password) {
        return Objects.requireNonNull(
                api.call(HttpMethod.POST, "/admin/login", null, Map.of("email", email, "password", password))
                        .block(Duration.ofSeconds(10)));
    }
}
