package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, "Conditional requests": how {@code If-Match} is read (RFC 9110, section 13.1.1). */
class ExpectedVersionTest {

    @Test
    void withoutTheHeaderEveryVersionWillDo() {
        assertThat(ExpectedVersion.of(List.of())).isEqualTo(ExpectedVersion.ANY);
        assertThatCode(() -> ExpectedVersion.ANY.require(7)).doesNotThrowAnyException();
        assertThatCode(() -> ExpectedVersion.of(List.of(" * ")).require(7)).doesNotThrowAnyException();
        assertThatCode(ExpectedVersion.ANY::requireNone).doesNotThrowAnyException();
    }

    /** "If the field value is "*", the condition is true if the origin server has a current representation." */
    @ParameterizedTest
    @ValueSource(strings = {"*", "\"3\"", "W/\"3\""})
    void whatIsNotThereHasNoVersion(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ExpectedVersion.of(List.of(header)).requireNone())
                .satisfies(absent -> assertThat(absent.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3\"",
                "\"2\",\"3\"",
                " \"2\" ,\t\"3\" ",
                ",\"3\",,",
                "\"a,b\", \"3\"",
                "W/\"2\",\"3\"",
                "\"3.179.totp\""
            })
    void aListedVersionWillDo(String header) {
        assertThatCode(() -> ExpectedVersion.of(List.of(header)).require(3)).doesNotThrowAnyException();
    }

    @Test
    void severalLinesAreOneList() {
        assertThatCode(() -> ExpectedVersion.of(List.of("\"2\"", "\"3\"")).require(3))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2\"",
                "W/\"3\"",
                "\"03\"",
                "\"\"",
                "\"3x\"",
                "\"-3\"",
                "\"*\"",
                "\"2.3\"",
                "W/\"3.1\"",
                "\".3\""
            })
    void everyOtherVersionIsStale(String header) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ExpectedVersion.of(List.of(header)).require(3))
                .satisfies(stale -> assertThat(stale.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "3",
                "\"3",
                "3\"",
                "w/\"3\"",
                "\"3\" \"4\"",
                "*,\"3\"",
                "\"3\",*",
                "\"3\";\"4\"",
                "\"3 4\""
            })
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> ExpectedVersion.of(List.of(header)));
    }
}
