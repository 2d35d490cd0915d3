/** The API description: what each operation can answer, written once and not at every operation. */
@NullMarked
package io.tenantry.home.openapi;

import org.jspecify.annotations.NullMarked;
