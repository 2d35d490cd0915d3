package io.tenantry.onboarding;

import io.tenantry.kernel.OneUseToken;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.Secret;
import java.util.Optional;

/** What an invited person shows. It names its organization, since whoever signs up need not. */
record InvitationToken(OneUseToken value) {

    private static final String KIND = "inv";

    static InvitationToken random(OrganizationId organization) {
        return new InvitationToken(OneUseToken.random(KIND, organization.value()));
    }

    /** The token in a text; empty when it has not the form of one. */
    static Optional<InvitationToken> read(Secret presented) {
        return OneUseToken.read(KIND, presented).map(InvitationToken::new);
    }

    OrganizationId organization() {
        return new OrganizationId(value.owner());
    }

    /** What is kept of it. */
    String hash() {
        return value.hash();
    }

    String text() {
        return value.text();
    }
}
