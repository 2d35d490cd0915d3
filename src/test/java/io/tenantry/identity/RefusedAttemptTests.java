package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.nimbusds.jwt.SignedJWT;
import io.tenantry.Api;
import io.tenantry.Databases;
import io.tenantry.TenantryTest;
import io.tenantry.audit.AuditEvent;
import io.tenantry.audit.PlatformAudits;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Origin;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterTemplate;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Issue, "Audit log: … every refused privileged attempt", each told as what it was. */
@TenantryTest
class RefusedAttemptTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Databases databases;
    private final MasterTemplate master;
    private final Clock clock;

    RefusedAttemptTests(Api api, Databases databases, MasterTemplate master, Clock clock) {
        this.api = api;
        this.databases = databases;
        this.master = master;
        this.clock = clock;
    }

    @Test
    void eachTargetIsAnEntryThatDoesNotNameIt() {
        Api.Account account = api.organization("Targets");
        String member = member(account);
        String first = new ObjectId().toHexString();
        String second = new ObjectId().toHexString();

        refused(HttpMethod.DELETE, "/user/" + first, member);
        refused(HttpMethod.DELETE, "/user/" + second, member);
        refused(HttpMethod.DELETE, "/roles/clerk", member);

        assertThat(refusals(account))
                .containsExactly("delete_refused roles null", "delete_refused users null", "delete_refused users null");
    }

    @Test
    void theSameIsToldOnceInAMinute() {
        Api.Account account = api.organization("Insistent");
        String member = member(account);
        String path = "/user/" + new ObjectId();

        refused(HttpMethod.DELETE, path, member);
        refused(HttpMethod.DELETE, path, member);

        assertThat(refusals(account)).hasSize(1);
    }

    /** Who asks for ever more fills no log; what else is refused to them is told still. */
    @Test
    void ofOneCallerAHundredAreToldApart() {
        Api.Account account = api.organization("Flooding");
        String member = member(account);

        for (int i = 0; i < 120; i++) {
            refused(HttpMethod.DELETE, "/user/" + new ObjectId(), member);
        }
        refused(HttpMethod.DELETE, "/roles/clerk", member);

        assertThat(databases.find(
                        databases.master(),
                        "platform_audit",
                        Filters.eq("organization_id", new ObjectId(account.organizationId()))))
                .filteredOn(entry -> entry.getString("action").equals("delete_refused"))
                .hasSize(100 + 2);
    }

    /** Also right after something else was refused that needs no credentials either. */
    @Test
    void aRenameIsToldAsOne() {
        Api.Account account = api.organization("Kept");
        String member = member(account);

        Api.refused(api.register(member, Api.uniqueEmail(), Api.PASSWORD), ErrorCode.FORBIDDEN);
        Api.refused(
                api.send(
                        HttpMethod.PUT,
                        "/org/update",
                        member,
                        Map.of("organization_name", Api.uniqueName("Taken Over"))),
                ErrorCode.FORBIDDEN);

        assertThat(refusals(account)).containsExactly("update_refused organization null", "use_refused platform null");
    }

    @Test
    void aSuperusersInNoOrganizationIsInTheLogOfThePlatform() throws ParseException {
        String email = Api.uniqueEmail();
        api.register(api.superuser(), email, Api.PASSWORD).expectStatus().isCreated();
        String superuser = api.login(email);
        ObjectId id = new ObjectId(SignedJWT.parse(superuser).getJWTClaimsSet().getSubject());
        String path = "/user/" + new ObjectId();

        refused(HttpMethod.DELETE, path, superuser);
        refused(HttpMethod.DELETE, path, superuser);

        assertThat(databases.find(
                        databases.master(),
                        "platform_audit",
                        Filters.and(Filters.eq("actor.id", id), Filters.eq("action", "delete_refused"))))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("action", "delete_refused")
                        .containsEntry("resource_type", "users")
                        .doesNotContainKey("organization_id"));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() {
        AtomicBoolean away = new AtomicBoolean(true);
        GuardLog log = new GuardLog(PlatformAudits.without(away, master, clock));
        Actor somebody = new Actor(ActorType.USER, new UserId(new ObjectId()), OrganizationId.create(), "session");

        tell(log, somebody);
        away.set(false);
        assertThat(entries(somebody)).isEmpty();
        tell(log, somebody);
        tell(log, somebody);

        assertThat(entries(somebody)).hasSize(1);
    }

    private static void tell(GuardLog log, Actor somebody) {
        log.refused(
                        new Refusal(AuditEvent.refused("delete", "users", null), "DELETE /user/1", "delete:users"),
                        somebody.organizationId(),
                        new Origin(
                                new Origin.Who(ActorType.USER, somebody.userId().value(), null), null, "request"))
                .block(PATIENCE);
    }

    private List<Document> entries(Actor somebody) {
        return databases.find(
                databases.master(),
                "platform_audit",
                Filters.eq("actor.id", somebody.userId().value()));
    }

    private String member(Api.Account account) {
        return api.person(account, "member").token();
    }

    private void refused(HttpMethod method, String path, String token) {
        Api.refused(api.send(method, path, token, ""), ErrorCode.FORBIDDEN);
    }

    private List<String> refusals(Api.Account account) {
        return Api.items(api.get("/audit-log", account.token())).stream()
                .filter(entry -> String.valueOf(entry.get("action")).endsWith("_refused"))
                .map(entry -> entry.get("action") + " " + entry.get("resource_type") + " " + entry.get("resource_id"))
                .toList();
    }
}
