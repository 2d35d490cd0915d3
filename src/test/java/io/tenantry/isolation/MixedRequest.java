package io.tenantry.isolation;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * One request among many.
 *
 * @param of whose it is: no other organization's marks may be in its answer
 * @param idempotencyKey null for none; all organizations use the same ones
 */
record MixedRequest(
        MixedOrganization of,
        Kind kind,
        String path,
        @Nullable Map<String, Object> body,
        @Nullable String idempotencyKey) {

    private static final Map<String, Object> KEY = Map.of("name", "Desk", "role", "read_only");

    /** What is asked for. */
    enum Kind {
        ME,
        PEOPLE,
        ROLES,
        KEYS,
        LOG,
        SETTINGS,
        BY_NAME,
        STRANGER,
        RENAME_SELF,
        PUT_ROLE,
        MAKE_KEY;

        HttpMethod method() {
            return switch (this) {
                case RENAME_SELF -> HttpMethod.PATCH;
                case PUT_ROLE -> HttpMethod.PUT;
                case MAKE_KEY -> HttpMethod.POST;
                default -> HttpMethod.GET;
            };
        }

        /** Beside what a rename explains: the name may have changed, and two may have met in one change or under one key. */
        boolean mayBe(int status) {
            return switch (this) {
                case STRANGER -> status == 404;
                case BY_NAME -> status == 200 || status == 404;
                case RENAME_SELF, PUT_ROLE -> status == 200 || status == 409;
                case MAKE_KEY -> status == 201 || status == 409;
                default -> status == 200;
            };
        }
    }

    static MixedRequest of(int n, Random choice, List<MixedOrganization> organizations) {
        Kind kind = Kind.values()[choice.nextInt(Kind.values().length)];
        MixedOrganization of = organizations.get(choice.nextInt(organizations.size()));
        return switch (kind) {
            case ME -> reading(of, kind, "/me");
            case PEOPLE -> reading(of, kind, "/user/list");
            case ROLES -> reading(of, kind, "/roles");
            case KEYS -> reading(of, kind, "/api-keys");
            case LOG -> reading(of, kind, "/audit-log?limit=5");
            case SETTINGS -> reading(of, kind, "/org/settings");
            case BY_NAME ->
                reading(of, kind, "/org/get?organization_name=" + of.account().name());
            case STRANGER ->
                reading(of, kind, "/user/" + other(of, organizations, choice).userId());
            case RENAME_SELF -> new MixedRequest(of, kind, "/me", Map.of("full_name", of.mark(n)), null);
            case PUT_ROLE -> new MixedRequest(of, kind, "/roles/" + MixedOrganization.ROLE, role(of, n), null);
            case MAKE_KEY -> new MixedRequest(of, kind, "/api-keys", KEY, "of-everybody-" + choice.nextInt(5));
        };
    }

    private static MixedRequest reading(MixedOrganization of, Kind kind, String path) {
        return new MixedRequest(of, kind, path, null, null);
    }

    private static Map<String, Object> role(MixedOrganization of, int n) {
        return Map.of("description", of.mark(n), "permissions", List.of("read:events"));
    }

    private static MixedOrganization other(MixedOrganization than, List<MixedOrganization> all, Random choice) {
        int own = all.indexOf(than);
        return all.get((own + 1 + choice.nextInt(all.size() - 1)) % all.size());
    }

    HttpMethod method() {
        return kind.method();
    }

    @Override
    public String toString() {
        return method() + " " + path + " of " + of.id();
    }
}
