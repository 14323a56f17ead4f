import { Module } from '@nestjs/common';
import { TaskResolver } from './task.resolver.js';

/** People: tasks and decisions. */
@Module({ providers: [TaskResolver] })
export class StewardshipModule {}
