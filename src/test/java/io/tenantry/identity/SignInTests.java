package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.Soon;
import io.tenantry.TenantryTest;
import io.tenantry.kernel.ErrorCode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;

/** Contract, {@code POST /login} and {@code POST /admin/login}. */
@TenantryTest
class SignInTests {

    private final Api api;
    private final Databases databases;
    private final FoundingAdmins foundingAdmins;

    SignInTests(Api api, Databases databases, FoundingAdmins foundingAdmins) {
        this.api = api;
        this.databases = databases;
        this.foundingAdmins = foundingAdmins;
    }

    @Test
    void aTokenResponseSaysWhoseItIs() {
        Api.Account account = api.organization("Doors");

        assertThat(Api.body(api.login(account.email(), Api.PASSWORD, null)
                        .expectStatus()
                        .isOk()))
                .containsEntry("token_type", "bearer")
                .containsEntry("expires_in", 1_800)
                .containsEntry("scope", "admin")
                .containsEntry("organization_id", account.organizationId())
                .containsKey("access_token");
        assertThat(Api.body(api.adminLogin(account.email(), Api.PASSWORD)
                        .expectStatus()
                        .isOk()))
                .containsEntry("token_type", "bearer")
                .containsEntry("organization_id", account.organizationId())
                .containsEntry("organization_name", account.name())
                .containsEntry("admin_id", Api.text(api.get("/me", account.token()), "id"));
    }

    /** "409 {@code organization_required} with those organizations whose password matched". */
    @Test
    void whoBelongsToSeveralOrganizationsNamesOne() {
        Api.Account one = api.organization("Job One");
        Api.Account other = api.organization("Job Two");
        Api.Account third = api.organization("Job Three");
        String email = Api.uniqueEmail();
        api.createUser(one, email, "member").expectStatus().isCreated();
        api.createUser(other, email, "admin").expectStatus().isCreated();
        api.post(
                        "/user/create",
                        third.token(),
                        Map.of("email", email, "password", "another password", "role", "member"))
                .expectStatus()
                .isCreated();

        assertThat(Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.ORGANIZATION_REQUIRED)
                        .get("organizations"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(choice(one), choice(other));
        assertThat(Api.body(api.login(email, Api.PASSWORD, one.name())
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", one.organizationId())
                .containsEntry("scope", "member");
        assertThat(Api.body(api.login(email, "another password", null)
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", third.organizationId());
        // As an admin there is only one to choose.
        assertThat(Api.body(api.adminLogin(email, Api.PASSWORD).expectStatus().isOk()))
                .containsEntry("organization_id", other.organizationId());
        Api.refused(api.login(email, Api.PASSWORD, third.name()), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(email, Api.PASSWORD, Api.uniqueName("None")), ErrorCode.INVALID_CREDENTIALS);
        Api.refused(api.login(email, "wrong password", null), ErrorCode.INVALID_CREDENTIALS);
    }

    /** There organization_name is the new name, so that it cannot say which one is meant. */
    @Test
    void anAdminOfSeveralOrganizationsRenamesOneByItsToken() {
        Api.Account one = api.organization("Twin One");
        Api.Account other = api.organization("Twin Two");
        api.createUser(other, one.email(), "admin").expectStatus().isCreated();
        String name = Api.uniqueName("Twin Three");

        assertThat(Api.refused(
                        api.send(
                                HttpMethod.PUT,
                                "/org/update",
                                null,
                                Map.of("organization_name", name, "email", one.email(), "password", Api.PASSWORD)),
                        ErrorCode.ORGANIZATION_REQUIRED))
                .hasEntrySatisfying(
                        "detail",
                        detail -> assertThat(String.valueOf(detail))
                                .contains("/admin/login", "access token")
                                .doesNotContain("repeat"))
                .extractingByKey("organizations", InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(choice(one), choice(other));

        Map<String, Object> credentials =
                Map.of("email", one.email(), "password", Api.PASSWORD, "organization_name", other.name());
        String token = Api.text(
                api.post("/admin/login", null, credentials).expectStatus().isOk(), "access_token");
        assertThat(Api.body(api.send(HttpMethod.PUT, "/org/update", token, Map.of("organization_name", name))
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", other.organizationId())
                .containsEntry("organization_name", name);
    }

    /** Anybody can add an address to organizations of their own, and sign in there. */
    @Test
    void laterAccountsOfTheAddressCrowdNoneOut() {
        Api.Account victim = api.organization("Early");
        for (int i = 0; i < 5; i++) {
            Api.Account attacker = api.organization("Late");
            api.post(
                            "/user/create",
                            attacker.token(),
                            Map.of("email", victim.email(), "password", "another password", "role", "member"))
                    .expectStatus()
                    .isCreated();
            api.login(victim.email(), "another password", attacker.name())
                    .expectStatus()
                    .isOk();
        }

        assertThat(Api.body(api.login(victim.email(), Api.PASSWORD, null)
                        .expectStatus()
                        .isOk()))
                .containsEntry("organization_id", victim.organizationId());
        api.adminLogin(victim.email(), Api.PASSWORD).expectStatus().isOk();
    }

    private static Map<String, Object> choice(Api.Account account) {
        return Map.of("organization_id", account.organizationId(), "organization_name", account.name());
    }

    /** The two forms of a domain name are one address. */
    @Test
    void theFormOfADomainDoesNotMatter() {
        Api.Account account = api.organization("Bookshop");
        String local = "ada-" + new ObjectId();
        api.createUser(account, local + "@bücher.example", "member")
                .expectStatus()
                .isCreated();

        Api.refused(api.createUser(account, local + "@xn--bcher-kva.example", "member"), ErrorCode.EMAIL_TAKEN);
        Map<String, Object> login = Api.body(api.login(local + "@XN--BCHER-KVA.example", Api.PASSWORD, null)
                .expectStatus()
                .isOk());

        assertThat(Api.text(api.get("/me", String.valueOf(login.get("access_token"))), "email"))
                .isEqualTo(local + "@bücher.example");
        Api.refusedFor("email", api.createUser(account, "ada@xn--zzzzzzzz.example", "member"));
    }

    @Test
    void aFormIsReadStrictly() {
        Api.refusedFor(
                "grant_type",
                api.http()
                        .post()
                        .uri("/login")
                        .body(BodyInserters.fromFormData("grant_type", "client_credentials")
                                .with("username", "a@example.com")
                                .with("password", "x"))
                        .exchange());
        Api.refusedFor("username", api.login("not an address", "x", null));
        Api.refusedFor("organization_name", api.login("a@example.com", "x", "..."));
        Api.refused(
                api.post("/login", null, Map.of("username", "a@example.com", "password", "x")),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    /** So that an address costs one computation again, however many accounts it has. */
    @Test
    void aHashFromElsewhereIsReplacedAtALogin() {
        String email = Api.uniqueEmail();
        for (int i = 0; i < 2; i++) {
            api.createUser(api.organization("Moved"), email, "member")
                    .expectStatus()
                    .isCreated();
        }
        Document moved = logins(email).get(0);
        Databases.all(databases
                .master()
                .getCollection("logins")
                .updateOne(
                        Filters.eq("_id", moved.get("_id")),
                        Updates.set("password_hash", new BCryptPasswordEncoder(4).encode("as before"))));

        api.login(email, "as before", null).expectStatus().isOk();

        assertThat(logins(email).stream().map(SignInTests::saltOf)).hasSize(2).containsOnly(saltOf(moved));
        api.login(email, "as before", null).expectStatus().isOk();
        api.login(email, Api.PASSWORD, null).expectStatus().isOk();
    }

    private List<Document> logins(String email) {
        return databases.find(databases.master(), "logins", Filters.eq("email", email));
    }

    /** And what stands before it. */
    private static String saltOf(Document login) {
        String hash = login.getString("password_hash");
        return hash.substring(0, hash.lastIndexOf('$'));
    }

    @Test
    void aLoginIsNoted() {
        Api.Account account = api.organization("Noted");
        String email = Api.uniqueEmail();
        String path = "/user/"
                + Api.text(
                        api.createUser(account, email, "member").expectStatus().isCreated(), "id");
        assertThat(Api.body(api.get(path, account.token()))).containsEntry("last_login_at", null);

        api.login(email, Api.PASSWORD, null).expectStatus().isOk();

        // Known for at most a second: a page of the list is read anew each time.
        assertThat(Api.body(api.get("/user/list", account.token())).get("items"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .filteredOn(user -> email.equals(user.get("email")))
                .singleElement()
                .satisfies(user ->
                        assertThat(String.valueOf(user.get("last_login_at"))).matches("\\d{4}-.*\\.\\d{3}Z"));
    }

    /**
     * Design, "Data": a login is inserted {@code pending}, then the user; "whoever meets a stale pending login finishes or
     * removes it".
     */
    @Nested
    class AfterACrash {

        private Api.Account account = new Api.Account("", "", "", "");
        private String email = "";
        private ObjectId id = new ObjectId();

        @BeforeEach
        void aUser() {
            account = api.organization("Crashed");
            email = Api.uniqueEmail();
            id = new ObjectId(Api.text(
                    api.createUser(account, email, "member").expectStatus().isCreated(), "id"));
        }

        /** Other tests count the logins there are. */
        @AfterEach
        void noLoginIsLeft() {
            Databases.all(databases.master().getCollection("logins").deleteOne(Filters.eq("_id", id)));
        }

        @Test
        void aStalePendingLoginWithItsUserIsFinishedByALogin() {
            leavePending(120);

            api.login(email, Api.PASSWORD, null).expectStatus().isOk();

            assertThat(login())
                    .singleElement()
                    .satisfies(login -> assertThat(login).containsEntry("state", "ACTIVE"));
        }

        @Test
        void aStalePendingLoginWithItsUserKeepsTheAddressTaken() {
            leavePending(120);

            Api.refused(api.createUser(account, email, "member"), ErrorCode.EMAIL_TAKEN);

            api.login(email, Api.PASSWORD, null).expectStatus().isOk();
        }

        @Test
        void aStalePendingLoginWithoutItsUserIsRemovedByALogin() {
            leavePending(120);
            loseUser();

            Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);

            assertThat(login()).isEmpty();
        }

        @Test
        void aStalePendingLoginWithoutItsUserMakesRoomForANewOne() {
            leavePending(120);
            loseUser();

            api.createUser(account, email, "member").expectStatus().isCreated();

            assertThat(login()).isEmpty();
            api.login(email, Api.PASSWORD, null).expectStatus().isOk();
        }

        /** Its maker may still be at work. */
        @Test
        void aFreshPendingLoginIsLeftAlone() {
            leavePending(5);
            loseUser();

            Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);
            Api.refused(api.createUser(account, email, "member"), ErrorCode.EMAIL_TAKEN);

            assertThat(login()).hasSize(1);
        }

        /** The organization is gone, and with it every user that the login could be of. */
        @Test
        void aStalePendingLoginOfAnOrganizationThatIsGoneIsRemoved() {
            leavePending(120);
            List<Document> left = login();
            api.delete(account.token(), account.name()).expectStatus().isNoContent();
            Databases.all(databases.master().getCollection("logins").insertMany(left));

            Api.refused(api.login(email, Api.PASSWORD, null), ErrorCode.INVALID_CREDENTIALS);

            assertThat(login()).isEmpty();
        }

        /** Whoever it is, nobody may ever use that address again. */
        @Test
        void aStalePendingLoginIsSettledThoughNobodyUsesIt() {
            leavePending(120);

            settled();
            assertThat(login())
                    .singleElement()
                    .satisfies(login -> assertThat(login).containsEntry("state", "ACTIVE"));

            leavePending(120);
            loseUser();
            settled();
            assertThat(login()).isEmpty();
        }

        /** Its instance died before it could tell, and the others remember the user. */
        @Test
        void whoseUserIsGoneIsNotLetInAnyMoreOnceItIsSettled() {
            String token = api.signIn(email);
            api.get("/me", token).expectStatus().isOk();
            loseUser();
            leavePending(120);

            settled();

            Soon.untilAsserted(() -> Api.refused(api.get("/me", token), ErrorCode.INVALID_TOKEN));
        }

        /** Who repeats a removal of which they heard nothing is told that there is nobody, and so is everybody else. */
        @Test
        void whoseUserIsGoneIsNotLetInAnyMoreOnceTheRemovalIsRepeated() {
            String token = api.signIn(email);
            api.get("/me", token).expectStatus().isOk();
            loseUser();
            leavePending(5);

            Api.refused(api.send(HttpMethod.DELETE, "/user/" + id, account.token(), ""), ErrorCode.NOT_FOUND);

            Soon.untilAsserted(() -> Api.refused(api.get("/me", token), ErrorCode.INVALID_TOKEN));
        }

        /** Its people come back with it, and where it is being made they are not there yet. */
        @Test
        void aStalePendingLoginOfAnOrganizationThatIsNotOpenIsLeftAlone() {
            loseUser();
            api.turn(account, "suspend").expectStatus().isOk();
            leavePending(120);

            settled();

            assertThat(login()).hasSize(1);
        }

        @Test
        void aFreshPendingLoginIsNotSettled() {
            leavePending(5);
            loseUser();

            settled();

            assertThat(login()).hasSize(1);
        }

        private void settled() {
            foundingAdmins.settleLogins(organization -> Mono.just(true)).block();
        }

        private void leavePending(int secondsAgo) {
            Date since = Date.from(Instant.now().minusSeconds(secondsAgo));
            Databases.all(databases
                    .master()
                    .getCollection("logins")
                    .updateOne(
                            Filters.eq("_id", id),
                            Updates.combine(Updates.set("state", "PENDING"), Updates.set("since", since))));
        }

        private void loseUser() {
            String database = api.databaseOf(account, account.name());
            Databases.all(databases.database(database).getCollection("users").deleteOne(Filters.eq("_id", id)));
        }

        private List<Document> login() {
            return databases.find(databases.master(), "logins", Filters.eq("_id", id));
        }
    }
}
