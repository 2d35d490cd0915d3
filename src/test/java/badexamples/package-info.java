/**
 * What the main code must never do, one class for each rule of {@link io.tenantry.ArchitectureRules}. Outside {@code
 * io.tenantry}, so that no component scan and no check of the real code finds them.
 */
package badexamples;
