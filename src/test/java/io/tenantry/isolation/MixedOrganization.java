package io.tenantry.isolation;

import com.mongodb.client.model.Filters;
import io.tenantry.Api;
import io.tenantry.Databases;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.springframework.http.HttpMethod;

/** An organization all of whose data says whose it is. */
record MixedOrganization(Api.Account account, String userId) {

    static final String ROLE = "greeter";

    /** Zones whose names {@link Marks} finds: settings hold nothing else that could be an organization's own. */
    private static final List<String> TIME_ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.matches("(Africa|America|Asia|Europe)/[A-Z][a-z]+"))
            .sorted()
            .toList();

    static MixedOrganization make(Api api, Marks marks, int n) {
        Api.Account account = api.organization("Mixed");
        String userId = Api.text(api.get("/me", account.token()), "id");
        marks.belong(account.organizationId(), account.organizationId() + " " + userId);
        marks.belong(account.organizationId(), account.email() + " " + account.name() + " " + TIME_ZONES.get(n));
        MixedOrganization made = new MixedOrganization(account, userId);
        api.send(HttpMethod.PATCH, "/me", account.token(), Map.of("full_name", made.mark(0)))
                .expectStatus()
                .isOk();
        api.send(HttpMethod.PATCH, "/org/settings", account.token(), Map.of("time_zone", TIME_ZONES.get(n)))
                .expectStatus()
                .isOk();
        return made;
    }

    String id() {
        return account.organizationId();
    }

    /** Some text that is this organization's. */
    String mark(int n) {
        return "Of " + id() + " in version " + n;
    }

    /** What it is called after all renames. */
    String currentName(Databases databases) {
        return databases.find(databases.master(), "organizations", Filters.eq("_id", new ObjectId(id()))).stream()
                .map(organization -> organization.getString("name"))
                .findFirst()
                .orElseThrow();
    }

    /** A name that nobody else has, to be renamed to. */
    String newName(Marks marks) {
        String name = Api.uniqueName("Mixed");
        marks.belong(id(), name);
        return name;
    }
}
