package io.tenantry.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Contract, "Field names", "Times", "Unknown request fields" and "Strings". */
@HttpTest
class JsonInputTest {

    @Autowired
    private WebTestClient client;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'display_name':'a','role':'admin'} | role | is not a known field",
                "{'display_name':'a','displayName':'b'} | displayName | is not a known field",
                "{'display_name':'a','email':{'$ne':null}} | email | must be a string",
                "{'display_name':'a','password':{'$ne':null}} | password | must be a string",
                "{'display_name':'a','password':12345678} | password | must be a string",
                "{'display_name':'a','email':'nobody'} | email | is not an e-mail address",
                "{'display_name':'a','email':''} | email | is not an e-mail address",
                "{'display_name':5} | display_name | must be a string",
                "{'display_name':true} | display_name | must be a string",
                "{'display_name':['a']} | display_name | must be a string",
                "{'display_name':'a','team_size':'5'} | team_size | must be a whole number",
                "{'display_name':'a','team_size':''} | team_size | must be a whole number",
                "{'display_name':'a','team_size':5.5} | team_size | must be a whole number",
                "{'display_name':'a','team_size':99999999999} | team_size | is out of range",
                "{'display_name':'a','open_signup':'true'} | open_signup | must be true or false",
                "{'display_name':'a','open_signup':1} | open_signup | must be true or false",
                "{'display_name':'a','severity':'worse'} | severity | must be one of info, very_bad",
                "{'display_name':'a','severity':1} | severity | must be one of info, very_bad",
                "{'display_name':'a','severity':''} | severity | must be one of info, very_bad",
                "{'display_name':'a','members':{}} | members | must be a list",
                "{'display_name':'a','members':'x'} | members | must be a list",
                "{'display_name':'a','members':[{'full_name':'b','email':3}]} | members[0].email | must be a string",
                "{'display_name':'a','members':[{'full_name':' '}]} | members[0].full_name | must not be blank",
                "{'display_name':'  '} | display_name | must not be blank",
                "{} | display_name | must not be blank",
                "{'display_name':null} | display_name | must not be blank",
                "{'display_name':'12345678901'} | display_name | size must be between 0 and 10",
                "{'display_name':'a\\u0000b'} | display_name | must not contain control characters",
                "{'display_name':'a\\nb'} | display_name | must not contain control characters",
                "{'display_name':'a\\u0085'} | display_name | must not contain control characters",
                "{'display_name':'a\\ud800'} | display_name | must be well-formed Unicode",
                "{'display_name':'a','password':'\\udc00'} | password | must be well-formed Unicode",
            })
    void anInvalidFieldIsNamed(String json, String field, String message) {
        post(json.replace('\'', '"'))
                .jsonPath("$.status")
                .isEqualTo(400)
                .jsonPath("$.code")
                .isEqualTo("validation_failed")
                .jsonPath("$.errors.length()")
                .isEqualTo(1)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{}]",
                "\"text\"",
                "5",
                "{",
                "{\"display_name\":\"a\"",
                "{'display_name':'a'}",
                "{\"display_name\":\"a\"} {}",
                "{\"display_name\":\"a\"} x",
                "{\"display_name\":\"a\",\"display_name\":\"b\"}",
                "{\"display_name\":\"a\",\"team_size\":NaN}",
                "{\"display_name\":\"a\nb\"}",
                "{\"display_name\":\"a\",}",
                "/* */{\"display_name\":\"a\"}"
            })
    void whatIsNotOneJsonObjectIsMalformed(String json) {
        post(json).jsonPath("$.status").isEqualTo(400).jsonPath("$.code").isEqualTo("malformed_request");
    }

    @Test
    void jsonNestedAThousandDeepIsMalformed() {
        post("{\"members\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}")
                .jsonPath("$.status")
                .isEqualTo(400);
        post("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000))
                .jsonPath("$.status")
                .isEqualTo(400);
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] json = "{\"display_name\":\"aXb\"}".getBytes(StandardCharsets.UTF_8);
        json[18] = (byte) 0xff;
        post(json).jsonPath("$.status").isEqualTo(400).jsonPath("$.code").isEqualTo("malformed_request");
    }

    /** Jackson would take them for "A" and for a quotation mark that ends the text. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"display_name\":\"\u00c1\u0081\"}", "{\"display_name\":\"a\u00c0\u00a2}"})
    void overlongUtf8IsMalformed(String bytes) {
        post(bytes.getBytes(StandardCharsets.ISO_8859_1))
                .jsonPath("$.status")
                .isEqualTo(400)
                .jsonPath("$.detail")
                .isEqualTo("The body is not UTF-8.");
    }

    /** Whatever Jackson makes of it: others would read something else, or nothing. */
    @Test
    void utf16IsMalformed() {
        post("{\"display_name\":\"a\"}".getBytes(StandardCharsets.UTF_16LE))
                .jsonPath("$.status")
                .isEqualTo(400)
                .jsonPath("$.detail")
                .isEqualTo("The body is not UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;charset=UTF-8", "application/json; v=1"})
    void jsonInUtf8IsRead(String type) {
        postAs(type)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.display_name")
                .isEqualTo("Zoë");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/x-ndjson",
                "application/problem+json",
                "application/json-patch+json",
                "application/vnd.x+json",
                "application/json;charset=iso-8859-1",
                "application/json;charset=utf-16"
            })
    void whatIsNotSaidToBeJsonInUtf8Is415(String type) {
        postAs(type)
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type:", "Content-Type: ", "Content-Type: rubbish", "X: y"})
    void whatIsNotSaidToBeAnythingIs415(String header) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("POST /forms HTTP/1.1\nHost: x\nContent-Length: 20\n" + header + "\n\n{\"display_name\":\"a\"}");
            assertThat(http.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 415");
        }
    }

    private ResponseSpec postAs(String type) {
        return client.post()
                .uri("/forms")
                .header("Content-Type", type)
                .bodyValue("{\"display_name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    @Test
    void everyInvalidFieldIsToldAtOnce() {
        post("{\"display_name\":\"\",\"members\":[{\"full_name\":\"\"}]}")
                .jsonPath("$.errors[0].field")
                .isEqualTo("display_name")
                .jsonPath("$.errors[1].field")
                .isEqualTo("members[0].full_name");
    }

    @Test
    void textsAreTrimmedAndComposed() {
        post("{\"display_name\":\" \\u3000Cafe\\u0301 \"}")
                .jsonPath("$.display_name")
                .isEqualTo("Café");
    }

    @Test
    void passwordsAreKeptExactly() {
        post("{\"display_name\":\"a\",\"password\":\" e\\u0301\\t \"}")
                .jsonPath("$.password")
                .isEqualTo(" e\u0301\t ");
    }

    @Test
    void emailAddressesAreLowerCase() {
        post("{\"display_name\":\"a\",\"email\":\" Ada@ACME.com \"}")
                .jsonPath("$.email")
                .isEqualTo("ada@acme.com");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T09:30:00+05:30, 2026-03-01T04:00:00.000Z",
        "2026-03-01T09:30:00.123456789Z, 2026-03-01T09:30:00.123Z",
        "2026-03-01t09:30:00.5z, 2026-03-01T09:30:00.500Z"
    })
    void timesAreReadWithAnyOffsetAndWrittenInUtc(String in, String out) {
        post("{\"display_name\":\"a\",\"start_time\":\"" + in + "\"}")
                .jsonPath("$.start_time")
                .isEqualTo(out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000",
                "\"2026-03-01\"",
                "\"2026-03-01T09:30:00\"",
                "\"+999999999-01-01T00:00:00Z\"",
                "\"\""
            })
    void whatIsNoTimeIsRefused(String time) {
        post("{\"display_name\":\"a\",\"start_time\":" + time + "}")
                .jsonPath("$.errors[0].field")
                .isEqualTo("start_time");
    }

    @Test
    void absentValuesAreWrittenAsNull() {
        post("{\"display_name\":\"a\",\"severity\":\"very_bad\"}").json("""
                        {"display_name": "a", "email": null, "password": null, "start_time": null,
                         "severity": "very_bad", "updated_at": null}
                        """, JsonCompareMode.STRICT);
    }

    @ParameterizedTest
    @CsvSource({
        "/forms, team_size, is required",
        "/forms?team_size=x, team_size, must be a whole number",
        "/forms?team_size=101, team_size, must be less than or equal to 100",
        "/forms?team_size=1&team_size=1, team_size, must be there once",
        "/forms?team_size=1&admin_email=a@b.cd&admin_email=c@d.ef, admin_email, must be there once",
        "/texts?text=a&text=b, text, must be there once",
        "/forms?team_size=1&admin_email=x, admin_email, is not an e-mail address",
        "/forms?team_size=1&start_time=x, start_time, 'must be a time such as 2026-03-01T09:30:00Z, with an offset'"
    })
    void anInvalidQueryParameterIsNamed(String uri, String field, String message) {
        client.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .isEqualTo(message);
    }

    /** All other bytes would become the same text. */
    @ParameterizedTest
    @ValueSource(strings = {"caf%E9", "%C1%81", "%ED%A0%80", "%EF%BF%BD"})
    void aQueryParameterIsUtf8(String text) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send("GET /texts?text=" + text + " HTTP/1.1\nHost: x\nConnection: close\n\n");
            assertThat(http.readAll())
                    .startsWith("HTTP/1.1 400")
                    .contains("text must not contain U+FFFD, which stands for bytes that are not UTF-8");
        }
    }

    @Test
    void valueTypesAreQueryParametersAndUnknownParametersAreIgnored() {
        client.get()
                .uri("/forms?team_size=2&admin_email=ADA@acme.com&start_time=2026-03-01T09:30:00Z&other=1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("ada@acme.com", "2026-03-01T09:30:00Z"));
    }

    @Test
    void aListIsReadPageByPage() {
        client.get()
                .uri("/pages?limit=3")
                .exchange()
                .expectBody()
                .json("{\"items\":[1,2,3],\"next_cursor\":\"Mw\"}", JsonCompareMode.STRICT);
        client.get()
                .uri("/pages?limit=3&cursor=Mw")
                .exchange()
                .expectBody()
                .json("{\"items\":[4,5],\"next_cursor\":null}", JsonCompareMode.STRICT);
        client.get().uri("/pages?limit=0").exchange().expectStatus().isEqualTo(400);
        client.get().uri("/pages?limit=1&limit=2").exchange().expectStatus().isEqualTo(400);
    }

    private BodyContentSpec post(Object body) {
        return client.post()
                .uri("/forms")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody();
    }
}
