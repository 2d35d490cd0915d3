/** Where settings come from, and what the operator reads when one is unusable. */
@NullMarked
package io.tenantry.kernel.settings;

import org.jspecify.annotations.NullMarked;
