package io.tenantry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantry.Api;
import io.tenantry.kernel.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

/** Contract, "Demonstration": what the start makes with {@code DEMO_DATA=true}. Each test is a first day. */
@ExtendWith(OutputCaptureExtension.class)
class DemoStartTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Three organizations, with an admin and three employees each. */
    private static final List<Integer> ALL_OF_THEM = List.of(3, 12);

    private String master;

    @BeforeEach
    void onAServerOfItsOwn() {
        DemoService.dropDatabases();
        master = "demo_master_" + new ObjectId();
    }

    @AfterAll
    static void leaveNothing() {
        DemoService.dropDatabases();
    }

    @Test
    void threeOrganizationsAreMadeAndTheLogSaysWhoKnowsTheirPasswords(CapturedOutput output) {
        try (DemoService service = start("true")) {
            service.awaitSamples();

            assertThat(service.sizes()).isEqualTo(ALL_OF_THEM);
            awaitTold(output, "DEMO_DATA is true", 1);
            awaitTold(output, "was made for demonstration", 3);
        }
    }

    @Test
    void anotherStartMakesNothingTwiceAndBringsBackWhatIsMissing(CapturedOutput output) {
        try (DemoService service = start("true")) {
            service.awaitSamples();
            String leaving = String.valueOf(
                    DemoService.users(techCorp(), service.api()).get(3).get("id"));
            service.api()
                    .http()
                    .delete()
                    .uri("/user/" + leaving)
                    .headers(headers -> headers.setBearerAuth(DemoService.adminToken(techCorp(), service.api())))
                    .exchange()
                    .expectStatus()
                    .isNoContent();
        }
        try (DemoService again = start("yes")) {
            again.awaitSamples();
            awaitTold(output, "is there for demonstration", 3);

            assertThat(again.sizes()).isEqualTo(ALL_OF_THEM);
        }
    }

    @Test
    void twoInstancesThatMakeThemAtOnceMakeEachOnce() {
        try (DemoService one = start("true")) {
            one.awaitSamples();
            try (DemoService other = start("true")) {
                Sample.AT_THE_START.forEach(sample -> one.api()
                        .delete(DemoService.adminToken(sample, one.api()), sample.name())
                        .expectStatus()
                        .isNoContent());

                List<Boolean> first = Flux.fromIterable(Sample.AT_THE_START)
                        .flatMap(
                                sample -> Flux.merge(
                                        one.samples().make(sample, "one"),
                                        other.samples().make(sample, "other")),
                                3)
                        .map(SampleOrganizations.Made::first)
                        .collectList()
                        .block(PATIENCE);

                assertThat(first).containsExactlyInAnyOrder(true, true, true, false, false, false);
                other.awaitSamples();
                assertThat(one.sizes()).isEqualTo(ALL_OF_THEM);
            }
        }
    }

    /** Nobody gets people with published passwords into their organization because of its name. */
    @Test
    void anOrganizationThatHasTheNameAlreadyIsLeftAlone(CapturedOutput output) {
        Sample hub = Sample.AT_THE_START.get(1);
        String owner = Api.uniqueEmail();
        try (DemoService before = start("false")) {
            before.api().create(hub.name(), owner, Api.PASSWORD).expectStatus().isCreated();
            before.api()
                    .create(Sample.ON_REQUEST.name(), Api.uniqueEmail(), Api.PASSWORD)
                    .expectStatus()
                    .isCreated();
        }
        try (DemoService service = start("true")) {
            awaitTold(output, "StartUp Hub is somebody else's organization here", 1);
            awaitTold(output, "was made for demonstration", 2);

            String token = Api.text(service.api().adminLogin(owner, Api.PASSWORD), "access_token");
            assertThat(Api.items(service.api().get("/user/list", token))).hasSize(1);
            Api.refused(
                    service.api().post("/demo/create-sample-data", null, Map.of()), ErrorCode.ORGANIZATION_NAME_TAKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", ""})
    void nothingIsMadeWithoutTheSetting(String demoData) {
        try (DemoService service = start(demoData)) {
            assertThat(service.sizes()).isEqualTo(List.of(0, 0));
            assertThat(service.makers()).isZero();
        }
    }

    private static Sample techCorp() {
        return Sample.AT_THE_START.get(0);
    }

    private DemoService start(String demoData) {
        return DemoService.start(master, demoData);
    }

    private static void awaitTold(CapturedOutput output, String words, int times) {
        await().atMost(PATIENCE).until(() -> told(output, words) == times);
    }

    /** In whichever format: it is that of the first service in this JVM. */
    private static int told(CapturedOutput output, String words) {
        return (int)
                output.getAll().lines().filter(line -> line.contains(words)).count();
    }
}
