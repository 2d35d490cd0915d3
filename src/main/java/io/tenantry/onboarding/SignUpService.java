package io.tenantry.onboarding;

import io.tenantry.identity.FoundingAdmins;
import io.tenantry.identity.UserView;
import io.tenantry.kernel.Secret;
import io.tenantry.organization.Founding;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Which way somebody comes in. */
@Service
class SignUpService {

    private final Founding founding;
    private final OpenSignUp open;
    private final Acceptance acceptance;

    SignUpService(Founding founding, OpenSignUp open, Acceptance acceptance) {
        this.founding = founding;
        this.open = open;
        this.acceptance = acceptance;
    }

    /** Makes a user in an organization of their own, or in the one that they name or are invited to. */
    Mono<UserView> signUp(SignUpRequest request) {
        FoundingAdmins.check("password", request.password());
        Secret token = request.invitationToken();
        if (token != null) {
            return acceptance.accept(request, token);
        }
        String organization = request.organizationName();
        return organization == null ? founding.foundPersonal(request.founder()) : open.join(request, organization);
    }
}
