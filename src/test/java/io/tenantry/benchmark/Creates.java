package io.tenantry.benchmark;

import io.tenantry.benchmark.SideBySide.Side;
import java.util.List;

/** What making an organization costs apart from hashing, beside the same commands without the service. */
final class Creates {

    private Creates() {}

    static List<Figure> measure(BenchmarkSettings settings) {
        System.out.println("POST /org/create");
        try (Database database = new Database(settings)) {
            requireSameCommands(Commands.ofOneCreate(settings, database));
            return List.of(compare(settings, database).figure("POST /org/create apart from hashing", 1.5));
        }
    }

    private static void requireSameCommands(List<String> sent) {
        if (!sent.equals(PlainCreates.COMMANDS)) {
            throw new IllegalStateException("PlainCreates is out of date: the service sends " + sent);
        }
    }

    private static SideBySide.Result compare(BenchmarkSettings settings, Database database) {
        try (Service service = Service.on(settings, "creates-service", database, WithoutHashing.class);
                Service plain = Service.reference(settings, "creates-reference", PlainCreates.class, database)) {
            Caller caller = new Caller(settings.creators());
            Call round = Call.get(plain.url() + "/create/" + settings.creates() + "/" + settings.creators());
            Side ours = new Side(service.process(), () -> {
                database.dropTenants();
                return caller.all(service.creates(settings.creates())).size();
            });
            Side theirs = new Side(plain.process(), () -> Long.parseLong(caller.one(round)));
            return new SideBySide(ours, theirs).compare(settings);
        }
    }
}
