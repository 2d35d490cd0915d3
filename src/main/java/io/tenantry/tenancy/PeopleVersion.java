package io.tenantry.tenancy;

import java.util.List;

/**
 * How often the people of an organization have changed, with their roles, keys and settings, and what the latest of these
 * changes were about, so that a change concerns nobody whom it is not about.
 *
 * @param changes grows by one after each
 * @param latest the numbers of the topics of at most the last {@value #LATEST}, the last of all at the end
 */
public record PeopleVersion(long changes, List<Integer> latest) {

    /** Enough for 32 changes a second of one organization, since every instance looks twice a second. */
    public static final int LATEST = 16;

    public static final PeopleVersion FIRST = new PeopleVersion(0, List.of());

    /** Whether what was read when there were so many changes is as it was: every one since is known, and about other things. */
    public boolean leaves(long readAt, List<PeopleTopic> about) {
        long since = changes - readAt;
        return since == 0
                || (since > 0
                        && since <= latest.size()
                        && latest.subList(latest.size() - (int) since, latest.size()).stream()
                                .map(PeopleTopic::new)
                                .noneMatch(about::contains));
    }
}
