package io.tenantry.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Contract, "password": any Unicode, exact match, nothing truncated. */
class SecretTest {

    @Test
    void aSecretDoesNotShowItself() {
        assertThat(new Secret("hunter2")).hasToString("***");
        assertThat(String.valueOf(new Object[] {new Secret("hunter2")}[0])).doesNotContain("hunter2");
    }

    @Test
    void aSecretIsKeptExactly() {
        assertThat(new Secret(" e\u0301\t").value()).isEqualTo(" e\u0301\t");
    }

    @Test
    void halfOfASurrogatePairIsRefusedBecauseAllOfThemAreOneInUtf8() {
        assertThatThrownBy(() -> new Secret("a\ud800")).isInstanceOf(InvalidValueException.class);
        assertThat(new Secret("😀").value()).isEqualTo("😀");
    }
}
