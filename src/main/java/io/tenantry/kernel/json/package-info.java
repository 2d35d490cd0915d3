/** How JSON is read and written: strictly, in {@code snake_case}, texts in their one form. */
@NullMarked
package io.tenantry.kernel.json;

import org.jspecify.annotations.NullMarked;
