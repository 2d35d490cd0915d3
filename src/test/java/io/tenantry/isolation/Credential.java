package io.tenantry.isolation;

import org.jspecify.annotations.Nullable;

/** What a caller shows. "Ours" and "theirs" are two organizations that are strangers to each other. */
enum Credential {
    NOBODY("no credentials", State.MISSING, null),

    OUR_ADMIN("our admin's token", State.GOOD, Side.OURS),
    OUR_KEY("our API key", State.GOOD, Side.OURS),
    THEIR_ADMIN("a stranger's token", State.GOOD, Side.THEIRS),
    THEIR_KEY("a stranger's API key", State.GOOD, Side.THEIRS),

    READER("the token of a person with the role read_only", State.GOOD, Side.OURS),
    READER_KEY("a key with the role read_only", State.GOOD, Side.OURS),
    POWERLESS("the token of a person whose role grants nothing", State.GOOD, Side.OURS),
    POWERLESS_KEY("a key whose role grants nothing", State.GOOD, Side.OURS),

    SUPERUSER("a superuser's token without X-Organization", State.GOOD, null),
    ENTERED("a superuser's token with X-Organization: ours", State.GOOD, Side.OURS),
    ENTERED_NOWHERE("a superuser's token with X-Organization: unknown", State.NOWHERE, null),
    ENTERING_ADMIN("our admin's token with X-Organization: theirs", State.INTRUDING, Side.OURS),
    ENTERING_KEY("our API key with X-Organization: theirs", State.INTRUDING, Side.OURS),

    ENTERING_HOME("our admin's token with X-Organization: ours", State.INTRUDING, Side.OURS),
    ENTERING_NOTHING("our admin's token with an X-Organization that is none", State.INTRUDING, Side.OURS),

    SUSPENDED_ADMIN("a suspended organization's token", State.SUSPENDED, Side.OURS),
    SUSPENDED_KEY("a suspended organization's API key", State.SUSPENDED, Side.OURS),
    DELETED_ADMIN("a deleted organization's token", State.WORTHLESS, Side.OURS),
    DELETED_KEY("a deleted organization's API key", State.WORTHLESS, Side.OURS),
    UNFINISHED("the token of who lacks the second factor that is demanded", State.UNFINISHED, Side.OURS),
    DEACTIVATED("a deactivated person's token", State.WORTHLESS, Side.OURS),
    LOGGED_OUT("the token of a session that has ended", State.WORTHLESS, Side.OURS),
    LOGGED_OUT_SUPERUSER("a superuser's token whose session has ended", State.WORTHLESS, Side.OURS),
    REVOKED_KEY("a revoked API key", State.WORTHLESS, Side.OURS),
    MOVED_KEY("our API key with the id of theirs in it", State.WORTHLESS, Side.OURS),
    ENCODED_KEY("our API key, percent-encoded", State.WORTHLESS, Side.OURS),
    DOTTED_KEY("our API key, with dots", State.WORTHLESS, Side.OURS),
    GARBAGE("a token that is none", State.WORTHLESS, Side.OURS);

    /** What they are worth, before anybody asks what their owner may do. */
    enum State {
        MISSING,
        GOOD,
        WORTHLESS,
        SUSPENDED,
        UNFINISHED,
        INTRUDING,
        NOWHERE
    }

    private final String title;
    private final State state;
    private final @Nullable Side side;

    Credential(String title, State state, @Nullable Side side) {
        this.title = title;
        this.state = state;
        this.side = side;
    }

    State state() {
        return state;
    }

    /** The organization that the caller acts in; null for none. */
    @Nullable
    Side side() {
        return side;
    }

    boolean isSuperuser() {
        return this == SUPERUSER;
    }

    /** Somebody who has an account in the organization. */
    boolean isPerson() {
        return this == OUR_ADMIN || this == THEIR_ADMIN || this == READER || this == POWERLESS;
    }

    boolean isReader() {
        return this == READER || this == READER_KEY;
    }

    boolean isPowerless() {
        return this == POWERLESS || this == POWERLESS_KEY;
    }

    @Override
    public String toString() {
        return title;
    }
}
