package io.tenantry.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.tenantry.kernel.SettingException;
import io.tenantry.kernel.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Design, "Settings": {@code ALGORITHM}, {@code JWT_PRIVATE_KEY} and the keys from before. */
class TokenKeysTest {

    private static final KeyPair PAIR = TestKeys.rsa();

    private static final KeyPair OTHER = TestKeys.rsa();

    private static final SecretKey SECRET = secret("kT9v2xQ8mB4nR7wY1cZ6pL3sD5fG0hJq");

    private static final SecretKey OLD_SECRET = secret("an older secret of thirty-two bytes");

    @ParameterizedTest
    @MethodSource("formsOfAKey")
    void aPrivateKeyIsReadInEveryFormThatOpensslWrites(String text) throws Exception {
        TokenKeys keys = rs256(text, null);

        assertThat(keys.signing().toRSAKey().toPrivateKey()).isEqualTo(PAIR.getPrivate());
        assertThat(keys.published())
                .singleElement()
                .isEqualTo(keys.signing().toPublicJWK())
                .extracting(JWK::getKeyID)
                .isEqualTo(new RSAKey.Builder((java.security.interfaces.RSAPublicKey) PAIR.getPublic())
                        .build()
                        .computeThumbprint()
                        .toString());
    }

    static Stream<String> formsOfAKey() {
        return Stream.of(
                TestKeys.pkcs8(PAIR),
                TestKeys.pkcs1(PAIR),
                TestKeys.pkcs8(PAIR).replace("\n", "\\n"),
                TestKeys.pkcs1(PAIR).replace("\n", "\\r\\n"),
                TestKeys.pkcs8(PAIR).replace("\n", "\r\n"),
                "Bag Attributes\n    friendlyName: tokens\n" + TestKeys.pkcs8(PAIR));
    }

    @Test
    void aKeyMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jwt key.pem"), TestKeys.pkcs8(PAIR));

        assertThat(rs256(file + "\n", null)).isEqualTo(rs256(TestKeys.pkcs8(PAIR), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatCannotSign")
    void whatCannotSignRefusesTheStartAndIsNotShown(String reason, String text) {
        assertThatThrownBy(() -> rs256(text, null))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("JWT_PRIVATE_KEY: ")
                .hasMessageContaining(reason)
                .hasNoCause()
                .satisfies(refusal ->
                        assertThat(secretParts(text)).noneMatch(String.valueOf(refusal.getMessage())::contains));
    }

    static Stream<Arguments> whatCannotSign() {
        String whole = TestKeys.pkcs8(PAIR);
        String encrypted = TestKeys.pkcs1(PAIR)
                .replace(
                        "KEY-----\nM",
                        "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nM");
        return Stream.of(
                Arguments.of("openssl genrsa", ""),
                Arguments.of("openssl genrsa", "  "),
                Arguments.of("neither PEM", "no/such/file.pem"),
                Arguments.of("neither PEM", "a\0b"),
                Arguments.of("neither PEM", whole.replaceAll("-----.*-----", "").replace("\n", "")),
                Arguments.of("neither PEM", "/"),
                Arguments.of("no line -----BEGIN", "/dev/null"),
                Arguments.of("public key", TestKeys.publicKey(PAIR)),
                Arguments.of("encrypted", TestKeys.pem("ENCRYPTED PRIVATE KEY", PAIR.getPrivate())),
                Arguments.of("encrypted", encrypted),
                Arguments.of("not an RSA key", TestKeys.pkcs8(TestKeys.pair("EC", 256))),
                Arguments.of("not an RSA key", TestKeys.pkcs8(TestKeys.pair("RSASSA-PSS", 2048))),
                Arguments.of("not an RSA key", TestKeys.pem("EC PRIVATE KEY", PAIR.getPrivate())),
                Arguments.of("not an RSA key", TestKeys.pem("CERTIFICATE", PAIR.getPublic())),
                Arguments.of("1024 bits", TestKeys.pkcs8(TestKeys.pair("RSA", 1024))),
                Arguments.of("several keys", whole + TestKeys.pkcs8(OTHER)),
                Arguments.of("cut off", whole.substring(0, whole.length() / 2)),
                Arguments.of("ends of lines", whole.replace("\n", " ")),
                Arguments.of("damaged", TestKeys.pem("PRIVATE KEY", new byte[] {1, 2, 3})),
                Arguments.of("damaged", TestKeys.pem("PRIVATE KEY", new byte[0])),
                Arguments.of("damaged", TestKeys.pem("RSA PRIVATE KEY", PAIR.getPrivate())),
                Arguments.of("damaged", altered(PAIR)));
    }

    /** One bit in the last of its numbers. */
    private static String altered(KeyPair pair) {
        byte[] content = pair.getPrivate().getEncoded();
        content[content.length - 10] ^= 1;
        return TestKeys.pem("PRIVATE KEY", content);
    }

    private static List<String> secretParts(String text) {
        return text.lines()
                .filter(line -> line.length() > 20 && !line.startsWith("-----"))
                .map(line -> line.substring(0, 20))
                .toList();
    }

    @Test
    void previousKeysAreABundleOfPrivateAndPublicOnes() {
        KeyPair third = TestKeys.rsa();
        TokenKeys keys =
                rs256(TestKeys.pkcs8(PAIR), TestKeys.pkcs1(OTHER) + TestKeys.publicKey(third) + TestKeys.pkcs8(PAIR));

        assertThat(keys.published()).hasSize(3).noneMatch(JWK::isPrivate);
        assertThat(keys.verifying()).noneMatch(key -> key instanceof RSAKey && key.isPrivate());
        assertThat(keys.published().get(0).getKeyID()).isEqualTo(keys.signing().getKeyID());
    }

    @Test
    void aPreviousKeyThatIsNoneIsNamed() {
        assertThatThrownBy(() -> rs256(TestKeys.pkcs8(PAIR), TestKeys.pkcs8(TestKeys.pair("EC", 256))))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("JWT_PREVIOUS_KEYS: ");
    }

    /** Somebody who has a key ready and forgets the algorithm would go on with HS256 unawares. */
    @Test
    void aPrivateKeyWithoutItsAlgorithmIsRefused() {
        assertThatThrownBy(() -> settings("HS256", TestKeys.pkcs8(PAIR), null))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("JWT_PRIVATE_KEY");
    }

    @Test
    void aSecretIsNamedWithoutTellingAnythingOfIt() {
        TokenKeys keys =
                TokenKeys.of(settings("HS256", null, null), new SecretKeys(SECRET, List.of(OLD_SECRET, SECRET)));

        assertThat(keys.published()).isEmpty();
        assertThat(keys.verifying()).extracting(JWK::getKeyID).hasSize(2).doesNotHaveDuplicates();
        assertThat(keys.signing().getKeyID()).matches("[A-Za-z0-9_-]{11}");
        assertThat(keys + " " + settings("HS256", null, null))
                .doesNotContain("kT9v2xQ8")
                .doesNotContain(
                        keys.signing().toOctetSequenceKey().getKeyValue().toString());
    }

    /** Otherwise the end of HS256 could not be decided on. */
    @Test
    void withRsaTheSecretItselfSignsNoTokens() {
        assertThat(rs256(TestKeys.pkcs8(PAIR), null).verifying()).hasOnlyElementsOfType(RSAKey.class);
    }

    private static TokenKeys rs256(String privateKey, @Nullable String previous) {
        return TokenKeys.of(settings("RS256", privateKey, previous), new SecretKeys(SECRET, List.of()));
    }

    static TokenSettings settings(String algorithm, @Nullable String privateKey, @Nullable String previous) {
        return new TokenSettings("kT9v2xQ8", List.of(), algorithm, privateKey, previous, 30, 30, "tenantry");
    }

    static SecretKey secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), SecretKeys.HMAC);
    }
}
