package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** One operation, called with one kind of credentials. */
record Cell(Requests requests, Stage stage, Operation operation, Attempt attempt) {

    void require(Outcome expected) {
        switch (expected.kind()) {
            case AS_ANYBODY -> requireSameAnswerAs(Credential.NOBODY);
            case ADMITTED -> requireNothingOfStrangers();
            case REFUSED -> requireRefusal(expected);
        }
    }

    private void requireSameAnswerAs(Credential other) {
        Reply reply = requests.sendEmpty(operation, credentials(), named());
        Reply anybodys = requests.sendEmpty(operation, stage.headers(other), named());

        assertThat(reply.status()).as(toString()).isEqualTo(anybodys.status()).isNotIn(401, 403, 500);
        if (reply.status() >= 400) {
            assertThat(reply.withoutAddress()).as(toString()).isEqualTo(anybodys.withoutAddress());
        } else {
            assertThat(reply.body()).as(toString()).isEqualTo(anybodys.body());
        }
    }

    private void requireNothingOfStrangers() {
        Reply reply = requests.send(operation, credentials(), named());

        assertThat(reply.isSuccess()).as("%s: %s", this, reply).isTrue();
        requireSameStatusOfHead(reply);
        if (!attempt.credential().isSuperuser()) {
            assertThat(reply.body()).as(toString()).doesNotContain(secretsOfStrangers());
        }
    }

    private Set<String> secretsOfStrangers() {
        Things strangers = stage.things(attempt.credential().side() == Side.OURS ? Side.THEIRS : Side.OURS);
        boolean lookedUp = Operations.access(operation) == Access.LOOKUP && attempt.reachesOut();
        return lookedUp ? strangers.secretsBehindName() : strangers.secrets();
    }

    private void requireRefusal(Outcome expected) {
        Reply reply = requests.send(operation, credentials(), named());

        reply.requireRefusal(Objects.requireNonNull(expected.refusal()), toString());
        if (operation.isSafe()) {
            requireSameStatusOfHead(reply);
        }
        if (attempt.isForeign() && expected.equals(Rules.of(operation, attempt.naming(Side.UNKNOWN)))) {
            requireAsIfAbsent(reply);
        }
    }

    /** "404 absent or in another organization (the same body for both)". */
    private void requireAsIfAbsent(Reply foreign) {
        Reply absent = requests.send(operation, credentials(), stage.things(Side.UNKNOWN));

        assertThat(foreign.withoutAddress()).as("%s: as if absent", this).isEqualTo(absent.withoutAddress());
    }

    private void requireSameStatusOfHead(Reply reply) {
        assertThat(requests.head(operation, credentials(), named()).status())
                .as("%s: HEAD", this)
                .isEqualTo(reply.status());
    }

    private HttpHeaders credentials() {
        return stage.headers(attempt.credential());
    }

    private Things named() {
        return stage.things(attempt.named());
    }

    @Override
    public String toString() {
        return operation + " with " + attempt;
    }
}
