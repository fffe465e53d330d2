#include "query/plan.h"
#include "schema/value.h"
