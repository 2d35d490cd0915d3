package io.tenantry.tenancy;

import io.tenantry.kernel.EmailAddress;
import io.tenantry.kernel.OrganizationId;
import io.tenantry.kernel.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.bson.types.ObjectId;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ConverterBuilder;

/** How value types stand in a document: as the plain value that they wrap. */
final class ValueConverters {

    static final List<GenericConverter> ALL = Stream.of(
                    ConverterBuilder.reading(ObjectId.class, OrganizationId.class, OrganizationId::new)
                            .andWriting(OrganizationId::value),
                    ConverterBuilder.reading(ObjectId.class, UserId.class, UserId::new)
                            .andWriting(UserId::value),
                    ConverterBuilder.reading(String.class, EmailAddress.class, EmailAddress::new)
                            .andWriting(EmailAddress::value))
            .flatMap(pair -> pair.getConverters().stream())
            .toList();

    private ValueConverters() {}
}
