package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantry.Api;
import io.tenantry.TenantryTest;
import io.tenantry.audit.PlatformAudits;
import io.tenantry.kernel.Actor;
import io.tenantry.kernel.ActorType;
import io.tenantry.kernel.Caller;
import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.Superuser;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.MasterTemplate;
import io.tenantry.tenancy.TenantContext;
import io.tenantry.tenancy.TenantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Issue: "one {@code @RequirePermission} that … fails closed", and superusers in an organization "always audited". */
@TenantryTest
class GuardTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Callers callers;
    private final GuardLog log;
    private final PublicRoutes open;
    private final TenantDirectory directory;
    private final MasterTemplate master;
    private final Clock clock;
    private final AtomicBoolean served = new AtomicBoolean();

    private OrganizationId organization = OrganizationId.create();
    private Api.Account account = new Api.Account("", "", "", "");
    private UserId superuser = new UserId(new ObjectId());

    GuardTests(
            Api api,
            Callers callers,
            GuardLog log,
            PublicRoutes open,
            TenantDirectory directory,
            MasterTemplate master,
            Clock clock) {
        this.api = api;
        this.callers = callers;
        this.log = log;
        this.open = open;
        this.directory = directory;
        this.master = master;
        this.clock = clock;
    }

    @BeforeEach
    void anOrganizationAndASuperuser() {
        account = api.organization("Guarded");
        organization = OrganizationId.of(account.organizationId());
        superuser = new UserId(new ObjectId(Api.text(
                api.register(api.superuser(), Api.uniqueEmail(), Api.PASSWORD)
                        .expectStatus()
                        .isCreated(),
                "id")));
    }

    @Test
    void aMethodThatSaysNothingIsForNobody() throws Exception {
        UserId admin = new UserId(new ObjectId(Api.text(api.get("/me", account.token()), "id")));
        Guard guard = new Guard(callers, log, open);
        HandlerMethod silent = method("silent");

        refused(guard, silent, null, ErrorCode.AUTHENTICATION_REQUIRED);
        Stream.of(
                        new Actor(ActorType.USER, admin, organization, Api.session(account.token())),
                        entered(),
                        new Superuser(superuser, "session"))
                .forEach(caller -> refused(guard, silent, caller, ErrorCode.FORBIDDEN));
    }

    @Test
    void aSuperuserWhoseEntryCannotBeWrittenStaysOutside() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        Guard guard = new Guard(callers, new GuardLog(PlatformAudits.without(away, master, clock)), open);
        HandlerMethod reading = method("reading");

        refused(guard, reading, entered(), ErrorCode.WRITE_UNCONFIRMED);

        away.set(false);
        around(guard, reading, entered()).block(PATIENCE);
        assertThat(served).isTrue();
    }

    private Actor entered() {
        return new Actor(ActorType.SUPERUSER, superuser, organization, "session");
    }

    private void refused(Guard guard, HandlerMethod method, @Nullable Caller caller, ErrorCode code) {
        StepVerifier.create(around(guard, method, caller))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(code)));
        assertThat(served).isFalse();
    }

    private Mono<HandlerResult> around(Guard guard, HandlerMethod method, @Nullable Caller caller) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/somewhere").build());
        if (caller != null) {
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
        }
        Mono<HandlerResult> invocation = Mono.fromRunnable(() -> served.set(true));
        return directory
                .readCurrent(organization)
                .flatMap(tenant ->
                        guard.around(exchange, method, sent -> invocation).contextWrite(TenantContext.with(tenant)));
    }

    private static HandlerMethod method(String name) throws NoSuchMethodException {
        return new HandlerMethod(new Methods(), name);
    }

    /** Those of a controller. */
    static final class Methods {

        public void silent() {}

        @RequirePermission("read:users")
        public void reading() {}
    }
}
