package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "A permission is action:resource". */
class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "read:users, read:users, true",
        "read:users, update:users, false",
        "read:users, read:roles, false",
        "read:*, read:roles, true",
        "*:users, delete:users, true",
        "*:users, read:roles, false",
        "*:*, delete:webhooks, true",
        "read:*, read:audit_log, false",
        "*:*, read:audit_log, true",
        "read:audit_log, read:audit_log, true",
        "*:audit_log, read:audit_log, true",
    })
    void aGrantCoversWhatItSays(String granted, String wanted, boolean covered) {
        assertThat(Permissions.of(granted).allow(Permission.of(wanted))).isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "read",
                ":",
                "read:",
                ":users",
                "write:users",
                "read:user",
                "READ:users",
                "read:users:x",
                "**:*"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Permission.of(text)).isInstanceOf(InvalidValueException.class);
    }

    /** "Nobody grants what they do not hold." */
    @ParameterizedTest
    @CsvSource({
        "*:*, *:*, true",
        "*:*, read:audit_log, true",
        "read:*, read:users, true",
        "read:*, read:*, true",
        "read:*, *:users, false",
        "read:*, read:audit_log, false",
        "*:users, read:users, true",
        "*:users, *:users, true",
        "create:users, *:users, false",
    })
    void whoHoldsItMayGrantIt(String held, String granted, boolean may) {
        assertThat(Permissions.of(held).include(Permissions.of(granted))).isEqualTo(may);
    }

    /** What holds every resource of today does not hold those of tomorrow. */
    @Test
    void aWildcardIsMoreThanAllItStandsFor() {
        Permissions each = Permissions.of(Permission.RESOURCES.stream()
                .map(resource -> "read:" + resource)
                .toList());

        assertThat(each.include(Permissions.of("read:*"))).isFalse();
        assertThat(Permissions.of("read:*", "read:audit_log").include(each)).isTrue();
    }

    @Test
    void nothingIncludesNothing() {
        assertThat(Permissions.NONE.include(Permissions.NONE)).isTrue();
        assertThat(Permissions.NONE.allow(Permission.of("read:users"))).isFalse();
    }
}
