package io.tenantry.identity;

import io.tenantry.kernel.Anonymous;
import io.tenantry.kernel.OwnAccount;
import io.tenantry.kernel.Permission;
import io.tenantry.kernel.RequirePermission;
import io.tenantry.kernel.SuperusersOnly;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What the method of a controller says of who may call it. */
sealed interface Requirement {

    /** It says nothing: nobody may. */
    Requirement FORGOTTEN = new Forgotten();

    /** {@link Platform}. */
    Requirement PLATFORM = new Platform();

    /** Anybody, with or without credentials; what those need is for the method to decide. */
    record Open(boolean credentialsMatter, @Nullable Permission permission) implements Requirement {}

    /** A person of an organization, for themselves. */
    record Own(boolean orSuperuser, boolean beforeSecondFactor) implements Requirement {}

    /** Whoever holds a permission in the organization. */
    record Holding(Permission permission, boolean orSuperuser) implements Requirement {}

    /** Superusers who act in no organization. */
    record Platform() implements Requirement {}

    /** Nobody. */
    record Forgotten() implements Requirement {}

    /** What it takes of credentials, and is recorded as; null when it is no permission. */
    static @Nullable Permission permission(Requirement requirement) {
        if (requirement instanceof Holding holding) {
            return holding.permission();
        }
        return requirement instanceof Open open ? open.permission() : null;
    }

    /** The method's own word before that of its class. */
    static Requirement of(HandlerMethod method) {
        RequirePermission holding = method.getMethodAnnotation(RequirePermission.class);
        if (holding != null) {
            return new Holding(Permission.of(holding.value()), holding.orSuperuser());
        }
        OwnAccount own = find(method, OwnAccount.class);
        if (own != null) {
            return new Own(own.orSuperuser(), own.beforeSecondFactor());
        }
        if (find(method, SuperusersOnly.class) != null) {
            return PLATFORM;
        }
        Anonymous open = find(method, Anonymous.class);
        return open == null ? FORGOTTEN : open(open);
    }

    private static Requirement open(Anonymous open) {
        String permission = open.permission();
        return new Open(open.credentialsMatter(), permission.isEmpty() ? null : Permission.of(permission));
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> annotation) {
        A own = method.getMethodAnnotation(annotation);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), annotation);
    }
}
