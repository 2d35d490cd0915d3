package io.tenantry.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.tenantry.Answer;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** Contract, {@code POST /org/create}: "a refused create has left nothing behind when the 409 arrives". */
@TenantryTest
class CreationRaceTests {

    private static final int MANY = 100;

    private final Api api;
    private final Databases databases;

    CreationRaceTests(Api api, Databases databases) {
        this.api = api;
        this.databases = databases;
    }

    @Test
    void ofManyWhoWantOneNameExactlyOneGetsIt() {
        String name = Api.uniqueName("Wanted");
        Map<String, Integer> before = databases.sizeOfMaster();

        List<Answer> answers = Api.answers(IntStream.range(0, MANY)
                .mapToObj(i -> create(name, Api.uniqueEmail()))
                .toList());

        assertExactlyOne(answers, ErrorCode.ORGANIZATION_NAME_TAKEN);
        assertThat(databases.sizeOfMaster()).isEqualTo(oneMore(before));
        String key = name.toLowerCase(Locale.ROOT).replace(' ', '_');
        assertThat(databases.find(databases.master(), "claims", Filters.regex("_id", "^namespace:.*" + key)))
                .hasSize(1);
        assertThat(databases.startingWith("org_" + key))
                .containsExactly(winner(answers).text("database_name"));
    }

    @Test
    void ofManyWhoComeWithOneAddressExactlyOneIsServed() {
        String email = Api.uniqueEmail();
        List<String> names =
                IntStream.range(0, MANY).mapToObj(i -> Api.uniqueName("Many")).toList();
        Map<String, Integer> before = databases.sizeOfMaster();

        List<Answer> answers =
                Api.answers(names.stream().map(name -> create(name, email)).toList());

        assertExactlyOne(answers, ErrorCode.EMAIL_TAKEN);
        assertThat(databases.sizeOfMaster()).isEqualTo(oneMore(before));
        List<String> free = names.stream()
                .filter(name -> !name.equals(winner(answers).text("organization_name")))
                .toList();
        assertThat(free).hasSize(MANY - 1);
        // No namespace was spent on a refusal either: the name gets the one that it always would have had.
        Answer next =
                Api.answers(List.of(create(free.get(0), Api.uniqueEmail()))).get(0);
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.text("database_name"))
                .isEqualTo("org_" + free.get(0).toLowerCase(Locale.ROOT).replace(' ', '_'));
    }

    private static void assertExactlyOne(List<Answer> answers, ErrorCode others) {
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.is(others)).hasSize(MANY - 1);
    }

    private static Answer winner(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow();
    }

    /** An organization is one document with three claims, one login and one list of admins. */
    private static Map<String, Integer> oneMore(Map<String, Integer> before) {
        Map<String, Integer> after = new HashMap<>(before);
        after.merge("organizations", 1, Integer::sum);
        after.merge("admins", 1, Integer::sum);
        after.merge("logins", 1, Integer::sum);
        after.merge("claims", 3, Integer::sum);
        return after;
    }

    private Mono<Answer> create(String name, String email) {
        return api.call(
                HttpMethod.POST,
                "/org/create",
                null,
                Map.of("organization_name", name, "email", email, "password", Api.PASSWORD));
    }
}
