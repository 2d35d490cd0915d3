package io.tenantry.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tenantry.Api;
import io.tenantry.TenantryTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Contract, "GET /openapi.json": OpenAPI 3.1 of the API's routes. The matrix tries what is described, so nothing may be
 * served that is not, and it fills requests in from the description, so that has to be what is read.
 */
@TenantryTest
class DescribedRoutesTests {

    /** Read by filters: for every route that shows a resource with a version, and for superusers in an organization. */
    private static final Set<String> READ_BY_FILTERS =
            Set.of("header If-None-Match", "header X-Organization", "header X-Reason");

    /** What only a setting switches on, with the tests that try it. */
    private static final Map<String, String> TRIED_ELSEWHERE =
            Map.of("io.tenantry.demo.DemoController", "io.tenantry.demo.DemoCompanyTests");

    private final List<Operation> described;
    private final List<Route> served;

    DescribedRoutesTests(Api api, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.described = ApiDescription.operations(api);
        this.served = Route.all(mapping);
    }

    /** Only pages are not of the API: anybody may read them, and they take nothing but the name of a file or an error. */
    @Test
    void whatIsServedIsDescribedUnlessItIsAPage() {
        Set<String> labels = described.stream().map(Operation::label).collect(Collectors.toSet());

        assertThat(served.stream().map(Route::label)).containsAll(labels);
        assertThat(served)
                .filteredOn(route -> !labels.contains(route.label()))
                .as("described nowhere, so never tried: describe it, or make it a page that anybody may GET")
                .allMatch(Route::isPage);
    }

    @Test
    void everyControllerIsServed() {
        Set<String> there = served.stream()
                .map(route -> route.method().getBeanType().getName())
                .collect(Collectors.toSet());

        assertThat(controllers())
                .filteredOn(controller -> !there.contains(controller))
                .as("not there without some setting, so not tried here: try it with that setting, and say so above")
                .containsExactlyInAnyOrderElementsOf(TRIED_ELSEWHERE.keySet());
    }

    private static Stream<String> controllers() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.tenantry").stream()
                        .filter(type -> type.isAnnotatedWith(RestController.class))
                        .map(JavaClass::getName);
    }

    @Test
    void whatIsDescribedIsWhatIsRead() {
        Map<String, Route> routes = served.stream().collect(Collectors.toMap(Route::label, route -> route));

        assertThat(described).isNotEmpty();
        assertThat(described.stream()
                        .flatMap(operation -> differences(
                                operation,
                                parameters(operation),
                                Objects.requireNonNull(routes.get(operation.label()))
                                        .parameters())))
                .isEmpty();
    }

    private static Stream<String> differences(Operation operation, Set<String> described, Set<String> read) {
        return Stream.concat(
                described.stream()
                        .filter(parameter -> !read.contains(parameter))
                        .map(parameter -> operation + " describes " + parameter + ", which it does not read"),
                read.stream()
                        .filter(parameter -> !described.contains(parameter))
                        .map(parameter -> operation + " reads " + parameter + ", which is not described"));
    }

    /** Each as "in name", such as "query limit". */
    private static Set<String> parameters(Operation operation) {
        return operation.parameters().stream()
                .map(parameter -> parameter.in() + " " + parameter.name())
                .filter(parameter -> !READ_BY_FILTERS.contains(parameter))
                .collect(Collectors.toSet());
    }
}
