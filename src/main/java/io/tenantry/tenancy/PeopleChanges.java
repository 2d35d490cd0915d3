package io.tenantry.tenancy;

import io.tenantry.kernel.ErrorCode;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.ProblemException;
import io.tenantry.kernel.Uninterrupted;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What every instance has to notice within a second: a change of who the people of an organization are, or may do. */
@Component
public class PeopleChanges {

    private final TenantDirectory directory;

    PeopleChanges(TenantDirectory directory) {
        this.directory = directory;
    }

    /**
     * Makes a change and lets it be known before it is answered, whether or not it was acknowledged, and even when its caller
     * has hung up.
     */
    public <T> Mono<T> noticed(OrganizationId organization, PeopleTopic about, Mono<T> change) {
        Mono<Void> note = Mono.defer(() -> tell(organization, about));
        return Uninterrupted.of(change.onErrorResume(
                        PeopleChanges::mayHaveBeenDone,
                        failure -> note.onErrorComplete().then(Mono.error(failure)))
                .flatMap(done -> note.thenReturn(done)));
    }

    /** Lets every instance look again. */
    public Mono<Void> tell(OrganizationId organization, PeopleTopic about) {
        return directory.notePeopleChanged(organization, about);
    }

    /** Another version than expected may be that of an earlier attempt at the same, which died before it could tell. */
    private static boolean mayHaveBeenDone(Throwable failure) {
        return !(failure instanceof ProblemException)
                || ProblemException.is(failure, ErrorCode.WRITE_UNCONFIRMED, ErrorCode.PRECONDITION_FAILED);
    }
}
