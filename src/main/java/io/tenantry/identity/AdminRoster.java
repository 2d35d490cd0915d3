package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.TenantReads;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the list of an organization's admins in step with its users: {@link AdminStore}. */
@Component
class AdminRoster {

    private final AdminStore admins;
    private final UserStore users;
    private final TenantReads reads;

    AdminRoster(AdminStore admins, UserStore users, TenantReads reads) {
        this.admins = admins;
        this.users = users;
        this.reads = reads;
    }

    /**
     * Enters an admin into the list and looks again, since another change may have demoted them meanwhile. Where that cannot
     * be seen, since the organization keeps moving, they are struck out: better one too few than one too many.
     */
    Mono<User> entered(OrganizationId organization, User user) {
        return user.isActiveAdmin()
                ? admins.add(organization, user.id())
                        .then(Mono.defer(() -> isActiveAdmin(user.id())))
                        .onErrorReturn(ProblemException.class, false)
                        .flatMap(still -> still ? Mono.empty() : admins.remove(organization, user.id()))
                        .thenReturn(user)
                : Mono.just(user);
    }

    private Mono<Boolean> isActiveAdmin(UserId id) {
        return reads.confirmAbsence(users.find(id)).filter(User::isActiveAdmin).hasElement();
    }

    /** After somebody was changed from the one to the other. */
    Mono<Void> keptInStep(OrganizationId organization, User before, User after) {
        return after.isActiveAdmin() ? entered(organization, after).then() : left(organization, before);
    }

    /**
     * Strikes somebody out once more who was an admin and has ceased to be one: an earlier promotion of theirs may have entered
     * them meanwhile. Then it looks whether another one has made them one again.
     */
    Mono<Void> left(OrganizationId organization, User before) {
        return before.isActiveAdmin()
                ? admins.remove(organization, before.id())
                        .then(Mono.defer(() -> reads.confirmAbsence(users.find(before.id()))))
                        .flatMap(now -> entered(organization, now))
                        .onErrorComplete()
                        .then()
                : Mono.empty();
    }

    /**
     * To be done before they cease to be one; 409 {@code last_admin} when there is no other. Whom the list names may have been
     * entered by an instance that died before it looked again, so one of the others must be seen to be one. Of two who go at
     * once each looks after it is struck out, so that at least one of them sees that the other is gone.
     */
    Mono<Void> strikeOut(OrganizationId organization, User admin) {
        return admins.removeUnlessLast(organization, admin.id())
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(AdminRoster::lastAdmin))
                .then(Mono.defer(() -> requireAnother(organization))
                        .onErrorResume(
                                failure -> admins.add(organization, admin.id()).then(Mono.error(failure))));
    }

    private Mono<Void> requireAnother(OrganizationId organization) {
        return admins.members(organization)
                .concatMap(this::isActiveAdmin)
                .any(Boolean::booleanValue)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(AdminRoster::lastAdmin))
                .then();
    }

    private static ProblemException lastAdmin() {
        return new ProblemException(
                ErrorCode.LAST_ADMIN, "This is the organization's last admin: give somebody else the role first.");
    }
}
