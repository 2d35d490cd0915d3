/** How a failure of any kind becomes problem details (RFC 9457). */
@NullMarked
package io.tenantry.kernel.problem;

import org.jspecify.annotations.NullMarked;
