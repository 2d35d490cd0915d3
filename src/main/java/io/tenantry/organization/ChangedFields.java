package io.tenantry.organization;

import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mapping.PersistentPropertyAccessor;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.mapping.MongoPersistentEntity;
import org.springframework.data.mongodb.core.mapping.MongoPersistentProperty;

/**
 * What makes of a stored entity what it has become: the fields in which it differs, each with its whole new value.
 *
 * @param set those with a value; an update needs at least one
 * @param unset those without
 */
record ChangedFields(Document set, Document unset) {

    /** @param except fields that are written elsewhere, however they differ here */
    static <T> ChangedFields between(T before, T after, MongoConverter converter, Set<String> except) {
        MongoPersistentEntity<?> entity = converter.getMappingContext().getRequiredPersistentEntity(after.getClass());
        PersistentPropertyAccessor<T> old = entity.getPropertyAccessor(before);
        PersistentPropertyAccessor<T> now = entity.getPropertyAccessor(after);
        ChangedFields changed = new ChangedFields(new Document(), new Document());
        for (MongoPersistentProperty property : entity) {
            Object value = now.getProperty(property);
            if (!except.contains(property.getFieldName()) && !Objects.equals(value, old.getProperty(property))) {
                changed.put(
                        property.getFieldName(), converter.convertToMongoType(value, property.getTypeInformation()));
            }
        }
        return changed;
    }

    /** Writes a field, or takes it away when there is no value. */
    void put(String field, @Nullable Object value) {
        if (value == null) {
            unset.append(field, "");
        } else {
            set.append(field, value);
        }
    }

    Document update() {
        Document update = new Document("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }
}
