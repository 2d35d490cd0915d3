package io.tenantry.identity;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.ProblemException;
import io.tenantry.tenancy.Tenant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody whose password was right, and who may sign in.
 *
 * @param account says what else they must show
 */
record SignInChoice(SignedIn person, Account account) {

    /**
     * The only one of these who is in no suspended organization.
     *
     * @throws ProblemException 401 {@code invalid_credentials} for nobody at all, 403 {@code organization_suspended} when there
     *     are others, 409 {@code organization_required} for several
     */
    static SignInChoice requireOne(List<SignInChoice> people) {
        List<SignInChoice> open =
                people.stream().filter(choice -> !choice.isSuspended()).toList();
        return switch (open.size()) {
            case 0 -> throw people.isEmpty() ? SignIn.wrong() : Tenant.suspended();
            case 1 -> open.get(0);
            default -> throw organizationRequired(open);
        };
    }

    private boolean isSuspended() {
        return person instanceof SignedIn.Member member && member.isSuspended();
    }

    private static ProblemException organizationRequired(List<SignInChoice> people) {
        List<Named> organizations = people.stream()
                .flatMap(choice -> Stream.ofNullable(choice.person().tenant()))
                .map(Named::of)
                .toList();
        return new ProblemException(
                        ErrorCode.ORGANIZATION_REQUIRED,
                        organizations.size() == people.size()
                                ? "This password is right in several organizations: repeat with organization_name."
                                : "This password is a superuser's and an organization's admin's: repeat with"
                                        + " organization_name, which is empty for the superuser.")
                .with("organizations", organizations);
    }

    /** One of the organizations to choose from. */
    record Named(String organizationId, String organizationName) {

        static Named of(Tenant tenant) {
            return new Named(tenant.id().toString(), tenant.name());
        }
    }
}
