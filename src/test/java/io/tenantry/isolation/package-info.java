/**
 * The promise that no request reaches another organization's data, tried over HTTP: every operation of the API description
 * with every kind of credentials ({@link io.tenantry.isolation.IsolationMatrixTests}; its rules are in
 * {@link io.tenantry.isolation.Rules}), and many organizations at once.
 */
@NullMarked
package io.tenantry.isolation;

import org.jspecify.annotations.NullMarked;
