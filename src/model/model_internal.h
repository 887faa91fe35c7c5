/* What the regressions share: Newton steps with step halving for a penalised likelihood. */
#ifndef HCPNET_MODEL_INTERNAL_H
#define HCPNET_MODEL_INTERNAL_H

#include <hcpnet/model.h>

/* What a family of distributions is to the steps: its loss, convex in eta, and the loss's
 * derivatives row by row. */
typedef struct HcpFamily HcpFamily;
struct HcpFamily {
    double (*loss)(const HcpFamily *family, int64_t n, const double *eta);
    /* eta becomes d loss / d eta, weight the second derivative. */
    void (*derive)(const HcpFamily *family, int64_t n, double *eta, double *weight);
    const void *y;     /* of the family's own type */
    double dispersion; /* of the Poisson family alone */
};

/* Minimises loss(offset + b0 + X b) + ridge/2 sum_j b_j^2. */
typedef struct {
    const char *model; /* for error messages */
    const HcpMatrix *x;
    const double *offset; /* NULL: 0 */
    HcpFamily family;
    double ridge, tolerance;
    int max_steps;
} HcpPenalised;

/* beta: the intercept, then the coefficients; where the steps begin, and what they found. Returns
 * their number, or -1 with CONVERGENCE, LIMIT or CANCELLED. */
int hcp__penalised_fit(const HcpPenalised *task, double *beta, const HcpRun *run, GError **error);

/* The inverse of the information X'WX + ridge I at `beta`, the intercept first; the caller's. */
double *hcp__penalised_covariance(const HcpPenalised *task, double *beta, GError **error);

/* eta = offset + b0 + X b; offset NULL: 0. */
void hcp__penalised_predict(const HcpMatrix *x, const double *offset, const double *beta,
                            double *eta);

/* x^a exp(-x) / Gamma(a + 1), for a > 0 and x >= 0. */
double hcp__gamma_term(double a, double x);

#endif
