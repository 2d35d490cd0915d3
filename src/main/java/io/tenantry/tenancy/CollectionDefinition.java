package io.tenantry.tenancy;

import com.mongodb.WriteConcern;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A collection as {@code listCollections} reports it.
 *
 * @param name its name without the prefix of its placement
 * @param type {@code collection}, {@code view} or {@code timeseries}
 * @param options what {@code create} was told, such as a validator or a collation; empty on a server that reports none
 */
record CollectionDefinition(String name, String type, BsonDocument options) {

    private static final BsonDocument MAJORITY = WriteConcern.MAJORITY.asDocument();

    /** From one document of {@code listCollections} (MongoDB manual, Database Commands, listCollections, Output). */
    static CollectionDefinition of(Placement placement, BsonDocument listed) {
        return new CollectionDefinition(
                listed.getString("name").getValue().substring(placement.prefix().length()),
                listed.getString("type", new BsonString("collection")).getValue(),
                listed.getDocument("options", new BsonDocument()));
    }

    /** Whether the server keeps it for itself; such collections are neither copied nor compared. */
    boolean isSystem() {
        return isSystem(name);
    }

    static boolean isSystem(String name) {
        return name.startsWith("system.");
    }

    /**
     * This collection.
     *
     * @throws UncopyableCollectionException when it is a view, a time-series collection or a capped one: the order of
     *     insertion, which is what a capped collection is for, is not what a copy by {@code _id} keeps
     */
    CollectionDefinition requireCopyable() {
        if (!type.equals("collection")) {
            throw new UncopyableCollectionException(name, "a " + type);
        }
        if (options.containsKey("capped") && options.get("capped").asBoolean().getValue()) {
            throw new UncopyableCollectionException(name, "capped");
        }
        return this;
    }

    /** A validator says what may be written now; documents that are older than it are copied all the same. */
    boolean hasValidator() {
        return options.containsKey("validator");
    }

    BsonDocument createCommand(Placement target) {
        BsonDocument command = new BsonDocument("create", new BsonString(target.collection(name)));
        command.putAll(options);
        return command.append("writeConcern", MAJORITY);
    }
}
