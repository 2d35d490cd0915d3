/** What happens to every request before a feature sees it, and to every answer after. */
@NullMarked
package io.tenantry.kernel.web;

import org.jspecify.annotations.NullMarked;
