package io.tenantry.identity;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.UserId;
import io.tenantry.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** Somebody whose password was right, as they are now. */
sealed interface SignedIn {

    UserId id();

    EmailAddress email();

    String role();

    /** {@link Account#changeCount} of the account that they have shown to be theirs. */
    long accountChanges();

    /** The organization that they are in; a superuser is in none. */
    @Nullable
    Tenant tenant();

    /** Their id, if they are an admin of that organization. */
    @Nullable
    UserId adminId();

    /** A person in an organization that exists, but may be suspended. */
    record Member(User user, Tenant tenant, long accountChanges) implements SignedIn {

        boolean isSuspended() {
            return tenant.access() == Tenant.Access.SUSPENDED;
        }

        @Override
        public UserId id() {
            return user.id();
        }

        @Override
        public EmailAddress email() {
            return user.email();
        }

        @Override
        public String role() {
            return user.role();
        }

        @Override
        public @Nullable UserId adminId() {
            return user.isActiveAdmin() ? user.id() : null;
        }
    }

    /** A superuser. */
    record Operator(SuperuserAccount account) implements SignedIn {

        @Override
        public UserId id() {
            return account.id();
        }

        @Override
        public EmailAddress email() {
            return account.email();
        }

        @Override
        public String role() {
            return AccessTokens.SUPERUSER;
        }

        @Override
        public long accountChanges() {
            return account.changeCount();
        }

        @Override
        public @Nullable Tenant tenant() {
            return null;
        }

        @Override
        public @Nullable UserId adminId() {
            return null;
        }
    }
}
