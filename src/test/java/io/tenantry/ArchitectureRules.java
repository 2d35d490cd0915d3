package io.tenantry;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.mongodb.reactivestreams.client.MongoCluster;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.netty.util.concurrent.FastThreadLocal;
import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.OwnAccount;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.Startup;
import io.tenantry.kernel.SuperusersOnly;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What holds in all of the main code beyond the borders of modules, each with its reason. */
final class ArchitectureRules {

    /** {@link Startup} waits on the main thread, before there is an event loop to block. */
    static final ArchRule NOTHING_BLOCKS = noClasses()
            .that()
            .doNotBelongToAnyOf(Startup.class)
            .should()
            .accessTargetWhere(uses(
                    Publisher.class, "block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream"))
            .because("a blocked event loop stands still for every organization");

    static final ArchRule NOBODY_WAITS_FOR_A_FUTURE = noClasses()
            .that(anyAccess(uses(Publisher.class, "toFuture")))
            .should()
            .accessTargetWhere(uses(Future.class, "get", "join"))
            .because("toFuture().get() is block() by another name");

    static final ArchRule SUBSCRIBERS_HEAR_OF_ERRORS = noClasses()
            .should()
            .accessTargetWhere(uses(Publisher.class, "subscribe").and(takes().or(takes(Consumer.class))))
            .because("background work needs a place for its errors");

    static final ArchRule NO_THREAD_LOCALS = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(ThreadLocal.class).or(assignableTo(FastThreadLocal.class)))
            .because("a thread serves many organizations at once; what belongs to a request is in the Reactor Context");

    static final ArchRule STORES_STAY_INSIDE = classes()
            .that()
            .haveSimpleNameEndingWith("Store")
            .should()
            .bePackagePrivate()
            .because("other modules ask the service, which decides");

    static final ArchRule DOCUMENTS_STAY_INSIDE = classes()
            .that()
            .areAnnotatedWith(Document.class)
            .should()
            .bePackagePrivate()
            .orShould()
            .bePrivate()
            .because("how something is stored is no part of what a module shows");

    static final ArchRule CONTROLLERS_ONLY_TRANSLATE = noClasses()
            .that()
            .areAnnotatedWith(RestController.class)
            .or()
            .haveSimpleNameEndingWith("Controller")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Store")
            .because("a controller that reads or writes by itself goes around the rules");

    private static final List<Class<? extends Annotation>> WHO_MAY =
            List.of(Anonymous.class, OwnAccount.class, RequirePermission.class, SuperusersOnly.class);

    static final ArchRule ROUTES_SAY_WHO_MAY = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(RestController.class)
            .and()
            .areMetaAnnotatedWith(RequestMapping.class)
            .should(sayWhoMay())
            .because("one that says nothing is refused to everybody, which nobody meant");

    static final ArchRule CALLERS_ARE_OF_A_KIND = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(AuthenticationPrincipal.class))
            .because("it is null for a caller of another kind, which looks like nobody");

    static final ArchRule DATABASES_ARE_CHOSEN_BY_TENANCY = noClasses()
            .that()
            .resideOutsideOfPackage("io.tenantry.tenancy..")
            .should()
            .dependOnClassesThat(assignableTo(ReactiveMongoDatabaseFactory.class))
            .orShould()
            .accessTargetWhere(uses(MongoCluster.class, "getDatabase"))
            .because("whoever picks a database by its name can pick another organization's");

    static final ArchRule OUTPUT_IS_LOGGED = noClasses()
            .that()
            .haveNameNotMatching("io\\.tenantry\\.embedded\\.EmbeddedDatabaseProcess(\\$.*)?")
            .should(ACCESS_STANDARD_STREAMS)
            .because("only what is logged has a level, a format and a request id");

    static final ArchRule NAMES_SAY_WHAT_IT_IS = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper)")
            .because("a name from the field says what it is for");

    private ArchitectureRules() {}

    private static ArchCondition<JavaMethod> sayWhoMay() {
        return new ArchCondition<>("say who may call it") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean says = WHO_MAY.stream()
                        .anyMatch(word -> method.isAnnotatedWith(word)
                                || method.getOwner().isAnnotatedWith(word));
                events.add(new SimpleConditionEvent(
                        method, says, method.getFullName() + (says ? " says" : " does not say") + " who may call it"));
            }
        };
    }

    /** Calls and method references alike, whatever subtype they are written on. */
    private static DescribedPredicate<JavaAccess<?>> uses(Class<?> owner, String... methods) {
        return describe(
                "it is " + owner.getSimpleName() + "." + String.join("|", methods),
                access -> access.getTargetOwner().isAssignableTo(owner)
                        && Set.of(methods).contains(access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> takes(Class<?>... parameters) {
        return describe(
                "it takes " + List.of(parameters),
                access -> access.getTarget() instanceof CodeUnitAccessTarget method
                        && rawParameterTypes(parameters).test(method));
    }

    private static DescribedPredicate<JavaClass> anyAccess(DescribedPredicate<JavaAccess<?>> access) {
        return describe(
                "use what " + access.getDescription(),
                type -> type.getAccessesFromSelf().stream().anyMatch(access));
    }
}
